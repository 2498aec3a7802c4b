/** Changes of environments that must be refused, with the exact answers. */
import type { Json } from "@modules/checks/json";
import { DOCUMENTATION_ACCOUNTS } from "../../environments/schema/documentation-values";
import { platforms } from "../../stacks/platforms";

/** Changes by platform and environment, such as `lp production`; a change that returns null leaves null in place of the data. */
export type Changes = Readonly<Record<string, (data: Json) => unknown>>;

export type Case = readonly [name: string, changes: Changes, faults: readonly string[]];

function rename(object: Json, from: string, to: string): void {
  object[to] = object[from];
  delete object[from];
}

/** Replaces an availability zone of a network everywhere. */
function rezone({ availabilityZones, subnets }: Json, from: string, to: string): void {
  availabilityZones[availabilityZones.indexOf(from)] = to;
  for (const { cidrs } of Object.values<Json>(subnets)) {
    rename(cidrs, from, to);
  }
}

/** Moves an environment and the key of its state to another account. */
function shareAccount(data: Json, id: string): void {
  data.account.id = id;
  data.state.keyArn = `arn:aws:kms:us-east-1:${id}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
}

function developmentOf(name: string): unknown {
  return platforms.find((platform) => platform.name === name)?.environments.find((one) => one.name === "development")
    ?.data;
}

/** Account ids that an answer offers once development of FreeAgentics has given up its own. */
const FREE_ACCOUNTS = DOCUMENTATION_ACCOUNTS.filter((id) =>
  platforms
    .flatMap(({ environments }) => environments)
    .filter(({ file }) => file !== "environments/freeagentics/development.ts")
    .every(({ data }) => (data as Json).account.id !== id),
).join(", ");

export const CASES: readonly Case[] = [
  [
    "a CIDR block that is none",
    {
      "freeagentics development": (d) => {
        d.network.subnets.private.cidrs["us-east-1a"] = "10.1.300.0/24";
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1a: must be an IPv4 CIDR block such as 10.0.0.0/16, got "10.1.300.0/24"',
    ],
  ],
  [
    "host bits in a CIDR block",
    {
      "freeagentics development": (d) => {
        d.network.subnets.private.cidrs["us-east-1a"] = "10.1.10.7/24";
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1a: must have no host bits set, got "10.1.10.7/24"; did you mean 10.1.10.0/24?',
    ],
  ],
  [
    "overlapping subnets",
    {
      "freeagentics development": (d) => {
        d.network.subnets.private.cidrs["us-east-1b"] = "10.1.10.0/24";
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1b: must not overlap subnets.private.cidrs.us-east-1a (10.1.10.0/24), got "10.1.10.0/24"',
    ],
  ],
  [
    "a subnet outside the VPC",
    {
      "freeagentics development": (d) => {
        d.network.subnets.private.cidrs["us-east-1b"] = "10.9.11.0/24";
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1b: must lie inside the VPC\'s 10.1.0.0/16, got "10.9.11.0/24"',
    ],
  ],
  [
    "overlapping VPCs of two regions",
    {
      "dafnckmachine production": (d) => {
        d.secondaryRegions["us-west-2"].network.cidr = "10.0.0.0/16";
      },
    },
    [
      'environments/dafnckmachine/production.ts: secondaryRegions.us-west-2.network.cidr: must hold its subnets (10.10.1.0/24, 10.10.2.0/24, 10.10.3.0/24, 10.10.11.0/24, 10.10.12.0/24, 10.10.13.0/24, 10.10.21.0/24, 10.10.22.0/24, 10.10.23.0/24), got "10.0.0.0/16"',
    ],
  ],
  [
    "an availability zone of another region",
    {
      "freeagentics development": (d) => {
        rezone(d.network, "us-east-1b", "us-west-2a");
      },
    },
    [
      'environments/freeagentics/development.ts: network.availabilityZones: must be in us-east-1, got "us-west-2a"; those are us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f',
    ],
  ],
  [
    "an availability zone that does not exist",
    {
      "freeagentics development": (d) => {
        rezone(d.network, "us-east-1b", "us-east-1z");
      },
    },
    [
      'environments/freeagentics/development.ts: network.availabilityZones.1: must be an availability zone of us-east-1, got "us-east-1z"; those are us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f',
    ],
  ],
  [
    "a typo in the availability zone of a subnet",
    {
      "freeagentics development": (d) => {
        rename(d.network.subnets.private.cidrs, "us-east-1b", "us-east-1bb");
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.private.cidrs.us-east-1bb: must be one of availabilityZones (us-east-1a, us-east-1b), got "us-east-1bb"',
    ],
  ],
  [
    "a typo in the region",
    {
      "freeagentics development": (d) => {
        d.account.region = "us-esat-1";
      },
    },
    [
      'environments/freeagentics/development.ts: account.region: must be a region of AWS, got "us-esat-1"; did you mean us-east-1?',
    ],
  ],
  [
    "a malformed region",
    {
      "freeagentics development": (d) => {
        d.account.region = "useast1";
      },
    },
    [
      'environments/freeagentics/development.ts: account.region: must be an AWS region such as us-east-1, got "useast1"',
    ],
  ],
  [
    "a missing field",
    {
      "freeagentics development": (d) => {
        delete d.domain;
      },
    },
    ["environments/freeagentics/development.ts: domain: is missing and has no default"],
  ],
  [
    "a missing block",
    {
      "freeagentics development": (d) => {
        delete d.compute;
      },
    },
    ["environments/freeagentics/development.ts: compute: is missing and has no default"],
  ],
  [
    "a typo in the name of a field",
    {
      "freeagentics development": (d) => {
        rename(d.database, "multiAz", "multiAZ");
      },
    },
    [
      "environments/freeagentics/development.ts: database.multiAz: is missing and has no default",
      "environments/freeagentics/development.ts: database.multiAZ: is not a known field; did you mean multiAz?",
    ],
  ],
  [
    "text in place of a number",
    {
      "freeagentics development": (d) => {
        d.compute.min = "1";
      },
    },
    ['environments/freeagentics/development.ts: compute.min: must be a whole number, got "1"'],
  ],
  [
    "a suffix that makes names too long",
    {
      "freeagentics development": (d) => {
        d.nameSuffix = "-development-for-the-north";
      },
    },
    [
      `environments/freeagentics/development.ts: nameSuffix: must be at most 20 characters, as it ends names that services limit, got "-development-for-the-north"; shorten it`,
    ],
  ],
  [
    "a suffix without a hyphen",
    {
      "freeagentics development": (d) => {
        d.nameSuffix = "development";
      },
    },
    [
      'environments/freeagentics/development.ts: nameSuffix: must be "" or a hyphen and lower-case words, such as "-staging", got "development"',
    ],
  ],
  [
    "an account id of eleven digits",
    {
      "freeagentics development": (d) => {
        d.account.id = "66666666666";
      },
    },
    [
      'environments/freeagentics/development.ts: account.id: must be the 12 digits of an AWS account id, as a string, got "66666666666"',
    ],
  ],
  [
    "an account id as a number",
    {
      "freeagentics development": (d) => {
        d.account.id = 666666666666;
      },
    },
    ["environments/freeagentics/development.ts: account.id: must be a string, got 666666666666"],
  ],
  [
    "the world as a network of administrators",
    {
      "freeagentics development": (d) => {
        d.access.adminCidrs = ["0.0.0.0/0"];
      },
    },
    [
      'environments/freeagentics/development.ts: access.adminCidrs.0: must name the networks of administrators, never the whole world, got "0.0.0.0/0"; give a /8 or narrower',
    ],
  ],
  [
    "two halves of the world as networks of administrators",
    {
      "freeagentics development": (d) => {
        d.access.adminCidrs = ["0.0.0.0/1", "128.0.0.0/1"];
      },
    },
    [
      'environments/freeagentics/development.ts: access.adminCidrs.0: must name the networks of administrators, never the whole world, got "0.0.0.0/1"; give a /8 or narrower',
      'environments/freeagentics/development.ts: access.adminCidrs.1: must name the networks of administrators, never the whole world, got "128.0.0.0/1"; give a /8 or narrower',
    ],
  ],
  [
    "many large networks of administrators",
    {
      "freeagentics development": (d) => {
        d.access.adminCidrs = ["3.0.0.0/8", "13.0.0.0/8"];
      },
    },
    [
      'environments/freeagentics/development.ts: access.adminCidrs: must name the networks of administrators, at most the addresses of a /8 together, got ["3.0.0.0/8","13.0.0.0/8"]; leave out those of others',
    ],
  ],
  [
    "production without deletion protection",
    {
      "freeagentics production": (d) => {
        d.deletionProtection = false;
      },
    },
    ["environments/freeagentics/production.ts: deletionProtection: must be true in production, got false"],
  ],
  [
    "production in one availability zone",
    {
      "freeagentics production": (d) => {
        d.database.multiAz = false;
      },
    },
    ["environments/freeagentics/production.ts: database.multiAz: must be true in production, got false"],
  ],
  [
    "a negative size",
    {
      "freeagentics development": (d) => {
        d.compute.volumeGibibytes.root = -30;
      },
    },
    ["environments/freeagentics/development.ts: compute.volumeGibibytes.root: must be at least 1, got -30"],
  ],
  [
    "a minimum above the maximum",
    {
      "freeagentics development": (d) => {
        d.compute.min = 5;
      },
    },
    ["environments/freeagentics/development.ts: compute.min: must be at most max (2), got 5"],
  ],
  [
    "a proxy that is none, of which one would be enough",
    {
      "freeagentics production": (d) => {
        d.proxies.tier = { program: "apache", serves: true, instanceType: "c6i.larg", min: 1, max: 4 };
      },
    },
    [
      'environments/freeagentics/production.ts: proxies.tier.program: must be "haproxy" or "nginx", got "apache"',
      'environments/freeagentics/production.ts: proxies.tier.instanceType: must be an instance type of EC2, got "c6i.larg"; did you mean c6i.large?',
      "environments/freeagentics/production.ts: proxies.tier.min: must be at least 2, so that one remains when an availability zone fails, got 1",
    ],
  ],
  [
    "more proxies than vCPUs",
    {
      "freeagentics production": (d) => {
        d.proxies.tier = { program: "nginx", serves: true, instanceType: "c6i.2xlarge", min: 10, max: 12 };
      },
    },
    [
      "us-east-1 of account 222222222222: must have at most 96 vCPUs of On-Demand Standard instances (L-1216C47A), got 108; split it, or have AWS raise it and say so in account.quotas.onDemandStandardVcpus",
    ],
  ],
  [
    "a minimum of a tier above its maximum",
    {
      "dafnckmachine production": (d) => {
        d.compute.web.min = 13;
      },
    },
    [
      "dafnckmachine-production-compute/web: min must be at most max (12), got 13; change environments/dafnckmachine/production.ts or the stack",
    ],
  ],
  [
    "cron(nonsense)",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "cron(nonsense)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must have six fields in cron(...): minutes, hours, day of the month, month, day of the week, year, got "cron(nonsense)"',
    ],
  ],
  [
    "a crontab's five fields in cron()",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "cron(0 2 * * *)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must have six fields in cron(...): minutes, hours, day of the month, month, day of the week, year, got "cron(0 2 * * *)"; write cron(0 2 * * ? *)',
    ],
  ],
  [
    "a rate of an unknown unit",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "rate(5 foo)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must be rate(<number> <unit>) with a unit of minutes, hours or days, got "rate(5 foo)"; write it as rate(5 minutes)',
    ],
  ],
  [
    "a rate whose unit disagrees with its number",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "rate(1 hours)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must have a unit that agrees with its number, got "rate(1 hours)"; write rate(1 hour)',
    ],
  ],
  [
    "two days in a cron expression",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "cron(0 2 1 * MON *)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must have a ? as the day of the month or of the week, and only in one, got "cron(0 2 1 * MON *)"; write cron(0 2 ? * MON *)',
    ],
  ],
  [
    "an hour that no day has",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "cron(0 25 * * ? *)";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must have 0 to 23 as its hours, got "cron(0 25 * * ? *)"; correct 25',
    ],
  ],
  [
    "a crontab as a schedule",
    {
      "freeagentics development": (d) => {
        d.backups.database.schedule = "0 2 * * *";
      },
    },
    [
      'environments/freeagentics/development.ts: backups.database.schedule: must be an EventBridge expression such as rate(1 hour) or cron(0 2 * * ? *), got "0 2 * * *"',
    ],
  ],
  [
    "a schedule of scaling that is none",
    {
      "phoenix-rooivalk production": (d) => {
        Object.values<Json>(d.scaling.schedules)[0].recurrence = "0 8 * * MON-FRIDAY";
      },
    },
    [
      'environments/phoenix-rooivalk/production.ts: scaling.schedules.working-hours.recurrence: must have 0 to 7 as its day of the week, got "0 8 * * MON-FRIDAY"; correct MON-FRIDAY',
    ],
  ],
  [
    "a mail address without @",
    {
      "freeagentics development": (d) => {
        d.alerts.emails = ["oncall.freeagentics.com"];
      },
    },
    [
      'environments/freeagentics/development.ts: alerts.emails.0: must be a mail address, got "oncall.freeagentics.com"',
    ],
  ],
  [
    "the ARN of an alias in place of a key's",
    {
      "freeagentics development": (d) => {
        d.state.keyArn = "arn:aws:kms:us-east-1:666666666666:alias/state";
      },
    },
    [
      'environments/freeagentics/development.ts: state.keyArn: must be the ARN of a KMS key, got "arn:aws:kms:us-east-1:666666666666:alias/state"',
    ],
  ],
  [
    "a key of another account",
    {
      "freeagentics development": (d) => {
        d.state.keyArn = d.state.keyArn.replace("666666666666", "222222222222");
      },
    },
    [
      'environments/freeagentics/development.ts: state.keyArn: must be a key of account 666666666666 in us-east-1, got "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab"; take the ARN that pnpm bootstrap prints',
    ],
  ],
  [
    "a key of another region",
    {
      "freeagentics development": (d) => {
        d.state.keyArn = d.state.keyArn.replace("us-east-1", "us-west-2");
      },
    },
    [
      'environments/freeagentics/development.ts: state.keyArn: must be a key of account 666666666666 in us-east-1, got "arn:aws:kms:us-west-2:666666666666:key/1234abcd-12ab-34cd-56ef-1234567890ab"; take the ARN that pnpm bootstrap prints',
    ],
  ],
  [
    "the ARN of a SAML provider without its type",
    {
      "freeagentics production": (d) => {
        d.access.vpn.samlProviderArn = "arn:aws:iam::222222222222:samlprovider/administrators";
      },
    },
    [
      'environments/freeagentics/production.ts: access.vpn.samlProviderArn: must be the ARN of a SAML provider, got "arn:aws:iam::222222222222:samlprovider/administrators"',
    ],
  ],
  [
    "a SAML provider of another account",
    {
      "freeagentics production": (d) => {
        d.access.vpn.samlProviderArn = "arn:aws:iam::666666666666:saml-provider/administrators";
      },
    },
    [
      'environments/freeagentics/production.ts: access.vpn.samlProviderArn: must be a provider of account 222222222222, got "arn:aws:iam::666666666666:saml-provider/administrators"; create one there',
    ],
  ],
  [
    "a database class that does not exist",
    {
      "freeagentics development": (d) => {
        d.database.instanceClass = "db.t9.gigantic";
      },
    },
    [
      'environments/freeagentics/development.ts: database.instanceClass: must be a class of PostgreSQL on RDS, got "db.t9.gigantic"; families are in modules/aws/tables/instance-classes.ts; add a newer one there',
    ],
  ],
  [
    "a size that a family of database classes lacks",
    {
      "freeagentics development": (d) => {
        d.database.instanceClass = "db.r5.3xlarge";
      },
    },
    [
      'environments/freeagentics/development.ts: database.instanceClass: must be a class of PostgreSQL on RDS, got "db.r5.3xlarge"; did you mean db.r5.xlarge?',
    ],
  ],
  [
    "an instance type that does not exist",
    {
      "freeagentics development": (d) => {
        d.compute.instanceType = "t3.medum";
      },
    },
    [
      'environments/freeagentics/development.ts: compute.instanceType: must be an instance type of EC2, got "t3.medum"; did you mean t3.medium?',
    ],
  ],
  [
    "an instance type that the region lacks",
    {
      "freeagentics production": (d) => {
        d.compute.instanceType = "x8aedz.xlarge";
        d.account.quotas.onDemandStandardVcpus = 1000;
      },
    },
    [
      "freeagentics-production-compute/app-template/Default: instance_type must be an instance type of EC2 that us-east-1 offers, got x8aedz.xlarge; take another family, or correct the region's list in modules/aws/tables/instance-types.ts",
    ],
  ],
  [
    "a type of nodes that does not exist",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.generalPurpose.instanceTypes = ["t3.large", "t33.xlarge"];
      },
    },
    [
      'environments/dafnckmachine/production.ts: kubernetes.generalPurpose.instanceTypes.1: must be an instance type of EC2, got "t33.xlarge"; did you mean t3.xlarge?',
    ],
  ],
  [
    "a version of PostgreSQL that is none",
    {
      "freeagentics development": (d) => {
        d.database.engineVersion = "16beta";
      },
    },
    [
      'environments/freeagentics/development.ts: database.engineVersion: must be a PostgreSQL version such as 15, got "16beta"',
    ],
  ],
  [
    "a version of PostgreSQL that does not exist",
    {
      "freeagentics development": (d) => {
        d.database.engineVersion = "99";
      },
    },
    [
      'environments/freeagentics/development.ts: database.engineVersion: must be a version of PostgreSQL on RDS, 13, 14, 15, 16, 17, 18, got "99"; add a newer one to modules/aws/tables/postgres-versions.ts',
    ],
  ],
  [
    "a minor version of PostgreSQL that does not exist",
    {
      "freeagentics development": (d) => {
        d.database.engineVersion = "16.99";
      },
    },
    [
      'environments/freeagentics/development.ts: database.engineVersion: must be a version of PostgreSQL on RDS, up to 16.13, got "16.99"; add a newer one to modules/aws/tables/postgres-versions.ts',
    ],
  ],
  [
    "a cache's type without its prefix",
    {
      "freeagentics development": (d) => {
        d.cache.nodeType = "t4g.small";
      },
    },
    [
      'environments/freeagentics/development.ts: cache.nodeType: must be a node type of ElastiCache, got "t4g.small"; families are in modules/aws/tables/instance-classes.ts; add a newer one there',
    ],
  ],
  [
    "a cache's type that does not exist",
    {
      "freeagentics development": (d) => {
        d.cache.nodeType = "cache.t4g.smal";
      },
    },
    [
      'environments/freeagentics/development.ts: cache.nodeType: must be a node type of ElastiCache, got "cache.t4g.smal"; did you mean cache.t4g.small?',
    ],
  ],
  [
    "memory that Fargate does not offer with the CPU",
    {
      "freeagentics development": (d) => {
        d.backups.database.memoryMebibytes = 9000;
      },
    },
    [
      "freeagentics-development-backups/database-backup: memoryMebibytes must be 1024 to 4096 in steps of 1024 with a cpu of 512, got 9000; more memory needs more cpu (environments/freeagentics/development.ts)",
    ],
  ],
  [
    "the image tag latest",
    {
      "freeagentics development": (d) => {
        d.compute.imageTag = "latest";
      },
    },
    [
      'environments/freeagentics/development.ts: compute.imageTag: must be a version or digest, not latest, got "latest"',
    ],
  ],
  [
    "a retention that CloudWatch Logs does not offer",
    {
      "freeagentics development": (d) => {
        d.security.logRetentionDays = 45;
      },
    },
    [
      "environments/freeagentics/development.ts: security.logRetentionDays: must be a retention CloudWatch Logs offers, such as 30, 90 or 365 days, got 45",
    ],
  ],
  [
    "a deletion window of a key that is too short",
    {
      "freeagentics development": (d) => {
        d.security.keyDeletionWindowDays = 5;
      },
    },
    ["environments/freeagentics/development.ts: security.keyDeletionWindowDays: must be at least 7, got 5"],
  ],
  [
    "a bastion outside its subnet",
    {
      "freeagentics development": (d) => {
        d.access.bastionIp = "10.1.2.10";
      },
    },
    [
      'environments/freeagentics/development.ts: access.bastionIp: must lie in the first public subnet, 10.1.1.0/24, got "10.1.2.10"',
    ],
  ],
  [
    "a bastion on an address that AWS reserves",
    {
      "freeagentics development": (d) => {
        d.access.bastionIp = "10.1.1.2";
      },
    },
    [
      'environments/freeagentics/development.ts: access.bastionIp: must be 10.1.1.4 to 10.1.1.254, as AWS keeps the first four addresses of 10.1.1.0/24 and the last, got "10.1.1.2"; take another',
    ],
  ],
  [
    "a bastion on the last address of its subnet",
    {
      "freeagentics development": (d) => {
        d.access.bastionIp = "10.1.1.255";
      },
    },
    [
      'environments/freeagentics/development.ts: access.bastionIp: must be 10.1.1.4 to 10.1.1.254, as AWS keeps the first four addresses of 10.1.1.0/24 and the last, got "10.1.1.255"; take another',
    ],
  ],
  [
    "a label with a dot",
    {
      "freeagentics development": (d) => {
        d.cdnLabel = "cdn.x";
      },
    },
    [
      'environments/freeagentics/development.ts: cdnLabel: must be lower-case words joined by single hyphens, got "cdn.x"',
    ],
  ],
  [
    "a bucket with capital letters",
    {
      "freeagentics development": (d) => {
        d.state.bucket = "FreeAgentics_State";
      },
    },
    [
      "freeagentics-development-bootstrap/state/logs: name must be 3 to 63 lower-case letters, digits and inner hyphens, got FreeAgentics_State-logs; change environments/freeagentics/development.ts or the stack",
    ],
  ],
  [
    "a lock table with a space",
    {
      "freeagentics development": (d) => {
        d.state.lockTable = "lock table";
      },
    },
    [
      "freeagentics-development-bootstrap/state/locks: name must be 3 to 255 letters, digits, dots, hyphens and underscores, got lock table (10 characters); rename it",
    ],
  ],
  [
    "a typo in the name of a backend",
    {
      "freeagentics development": (d) => {
        d.state.backend = "s4";
      },
    },
    ['environments/freeagentics/development.ts: state.backend: must be "s3" or "hcp", got "s4"'],
  ],
  [
    "a limit of storage below the storage",
    {
      "freeagentics development": (d) => {
        d.database.maxAllocatedGibibytes = 40;
      },
    },
    ["environments/freeagentics/development.ts: database.maxAllocatedGibibytes: must be at least 55, got 40"],
  ],
  [
    "the file of an environment under another's name",
    {
      "freeagentics production": (d) => {
        Object.assign(d, developmentOf("freeagentics"));
      },
    },
    ['environments/freeagentics/production.ts: name: must be "production", as the file is called, got "development"'],
  ],
  [
    "a copied file that keeps its name",
    {
      "dafnckmachine staging": (d) => {
        d.name = "development";
      },
    },
    ['environments/dafnckmachine/staging.ts: name: must be "staging", as the file is called, got "development"'],
  ],
  [
    "the state bucket of another environment",
    {
      "freeagentics development": (d) => {
        d.state.bucket = "freeagentics-terraform-state";
      },
    },
    [
      'environments/freeagentics/production.ts: state.bucket: must differ from environments/freeagentics/development.ts, got "freeagentics-terraform-state"',
    ],
  ],
  [
    "the account and suffix of another environment",
    {
      "freeagentics development": (d) => {
        shareAccount(d, "222222222222");
        d.nameSuffix = "";
      },
    },
    [
      `environments/freeagentics/production.ts: account.id: must be an account of its own, got 222222222222, the account of environments/freeagentics/development.ts; take another (ids of the AWS documentation that are free: ${FREE_ACCOUNTS}), or set account.createDefaults and delivery.createProvider to false in one of the two`,
      'environments/freeagentics/production.ts: nameSuffix: must differ from environments/freeagentics/development.ts, got ""',
    ],
  ],
  [
    "the account of another environment",
    {
      "freeagentics development": (d) => {
        shareAccount(d, "222222222222");
      },
    },
    [
      `environments/freeagentics/production.ts: account.id: must be an account of its own, got 222222222222, the account of environments/freeagentics/development.ts; take another (ids of the AWS documentation that are free: ${FREE_ACCOUNTS}), or set account.createDefaults and delivery.createProvider to false in one of the two`,
    ],
  ],
  [
    "a plan of Cloudflare without a feature that is used",
    {
      "lp production": (d) => {
        d.cloudflare.plan = "free";
      },
    },
    [
      "lp-production-cloudflare-edge/managed-waf: rules must be of a zone on a paid plan, got free; change environments/lp/production.ts or the stack",
    ],
  ],
  [
    "a plan of Cloudflare that does not exist",
    {
      "lp production": (d) => {
        d.cloudflare.plan = "gold";
      },
    },
    [
      'environments/lp/production.ts: cloudflare.plan: must be "free" or "pro" or "business" or "enterprise", got "gold"',
    ],
  ],
  [
    "a domain outside the zone of Cloudflare",
    {
      "lp production": (d) => {
        d.domain = "aws.example.net";
      },
    },
    [
      'environments/lp/production.ts: domain: must be a subdomain of cloudflare.zone, such as aws.lp-system.com, got "aws.example.net"',
    ],
  ],
  [
    "a worker's route of another zone",
    {
      "lp production": (d) => {
        d.cloudflare.workerRoutes = ["api.other.com/*"];
      },
    },
    [
      'environments/lp/production.ts: cloudflare.workerRoutes.0: must be of the zone lp-system.com, got "api.other.com/*"',
    ],
  ],
  [
    "an availability zone without a subnet",
    {
      "freeagentics development": (d) => {
        d.network.availabilityZones.push("us-east-1c");
      },
    },
    [
      'environments/freeagentics/development.ts: network.availabilityZones: must each have a subnet, got "us-east-1c"; give it one in subnets, or leave it out',
    ],
  ],
  [
    "a group of databases in one availability zone",
    {
      "freeagentics development": (d) => {
        delete d.network.subnets.database.cidrs["us-east-1b"];
      },
    },
    [
      'environments/freeagentics/development.ts: network.subnets.database.cidrs: must be in at least two availability zones, as databases and load balancers require, got "us-east-1a"; add a block',
    ],
  ],
  [
    "a group of a secondary region in one availability zone",
    {
      "freeagentics production": (d) => {
        delete d.secondaryRegions["us-west-2"].network.subnets.database.cidrs["us-west-2b"];
      },
    },
    [
      'environments/freeagentics/production.ts: secondaryRegions.us-west-2.network.subnets.database.cidrs: must be in at least two availability zones, as databases and load balancers require, got "us-west-2a"; add a block',
    ],
  ],
  [
    "a network without the private group",
    {
      "freeagentics development": (d) => {
        rename(d.network.subnets, "private", "privat");
      },
    },
    [
      "freeagentics-development-network/vpc: subnet group must be public or database or privat, got private; change environments/freeagentics/development.ts or the stack",
    ],
  ],
  [
    "a control plane of GKE in the block of its nodes",
    {
      "dafnckmachine production": (d) => {
        d.google.kubernetes.controlPlaneCidr = "10.20.16.0/28";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.network.subnets.cluster.cidr: must not overlap google.kubernetes.controlPlaneCidr (10.20.16.0/28), got "10.20.16.0/20"',
    ],
  ],
  [
    "a control plane of GKE that is too large",
    {
      "dafnckmachine production": (d) => {
        d.google.kubernetes.controlPlaneCidr = "10.20.48.0/24";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.kubernetes.controlPlaneCidr: must be a /28, got "10.20.48.0/24"',
    ],
  ],
  [
    "a zone of GKE in another region",
    {
      "dafnckmachine production": (d) => {
        d.google.kubernetes.zones[0] = "europe-west1-b";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.kubernetes.zones.0: must be a zone of us-central1, got "europe-west1-b"',
      'environments/dafnckmachine/production.ts: google.kubernetes.nodePools.compute.zones: must be zones of the cluster (europe-west1-b, us-central1-b, us-central1-c), got "us-central1-a"',
    ],
  ],
  [
    "a machine type that does not exist",
    {
      "dafnckmachine production": (d) => {
        d.google.kubernetes.nodePools.general.machineType = "e2-standard-4000";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.kubernetes.nodePools.general.machineType: must be a machine type of Compute Engine, got "e2-standard-4000"; did you mean e2-standard-4?',
    ],
  ],
  [
    "too few addresses for the pods of GKE",
    {
      "dafnckmachine production": (d) => {
        d.google.network.subnets.cluster.podsCidr = "10.20.128.0/22";
      },
    },
    [
      'environments/dafnckmachine/production.ts: google.network.subnets.cluster.podsCidr: must have a /24 for each of at most 14 nodes, upgrades included, got "10.20.128.0/22"',
    ],
  ],
  [
    "a replica in a region without a network",
    {
      "dafnckmachine production": (d) => {
        d.database.replicas[1].region = "eu-central-1";
      },
    },
    [
      'environments/dafnckmachine/production.ts: database.replicas.1.region: must be the primary region or one of secondaryRegions (us-west-2, eu-west-1), got "eu-central-1"',
    ],
  ],
  [
    "a standby in an unknown region",
    {
      "dafnckmachine production": (d) => {
        d.recovery.region = "us-west-1";
      },
    },
    [
      'environments/dafnckmachine/production.ts: recovery.region: must be one of secondaryRegions (us-west-2, eu-west-1), got "us-west-1"',
    ],
  ],
  [
    "latest as the version of EKS",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.version = "latest";
      },
    },
    [
      "dafnckmachine-production-kubernetes/cluster: version must be 1.34 or 1.35 or 1.36, got latest; change environments/dafnckmachine/production.ts or the stack",
    ],
  ],
  [
    "a version of EKS that does not exist",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.version = "1.99";
      },
    },
    [
      "dafnckmachine-production-kubernetes/cluster: version must be 1.34 or 1.35 or 1.36, got 1.99; change environments/dafnckmachine/production.ts or the stack",
    ],
  ],
  [
    "a minimum of nodes above the maximum",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.generalPurpose.min = 30;
      },
    },
    [
      "dafnckmachine-production-kubernetes/general-purpose: minNodes must be at most maxNodes (20), got 30; change environments/dafnckmachine/production.ts or the stack",
    ],
  ],
  [
    "more nodes than the maximum",
    {
      "dafnckmachine production": (d) => {
        d.kubernetes.generalPurpose.desired = 60;
      },
    },
    [
      "dafnckmachine-production-kubernetes/general-purpose: desiredNodes must be from minNodes (2) to maxNodes (20), got 60; change environments/dafnckmachine/production.ts or the stack",
    ],
  ],
  [
    "170 percent of spot instances",
    {
      "dafnckmachine production": (d) => {
        d.compute.worker.spotPercentage = 170;
      },
    },
    ["environments/dafnckmachine/production.ts: compute.worker.spotPercentage: must be at most 100, got 170"],
  ],
  [
    "a capacity of a table whose minimum is above its maximum",
    {
      "dafnckmachine production": (d) => {
        d.tables.agentMetrics.read.min = 500;
      },
    },
    [
      "dafnckmachine-production-data/agent-metrics: capacity.read.max must be a whole number of at least 500, got 400; change environments/dafnckmachine/production.ts or the stack",
    ],
  ],
  [
    "two nodes of Elasticsearch",
    {
      "dafnckmachine production": (d) => {
        d.observability.logs.nodes = 2;
      },
    },
    [
      "environments/dafnckmachine/production.ts: observability.logs.nodes: must be 1 or at least 3, because two nodes cannot elect a master when one fails, got 2",
    ],
  ],
  [
    "too little storage of a database",
    {
      "dafnckmachine production": (d) => {
        d.database.allocatedGibibytes = 10;
      },
    },
    ["environments/dafnckmachine/production.ts: database.allocatedGibibytes: must be at least 20 GiB, got 10"],
  ],
  [
    "six replicas",
    {
      "dafnckmachine production": (d) => {
        d.database.replicas = [..."abcdef"].map((name) => ({ ...d.database.replicas[0], name }));
      },
    },
    [
      'environments/dafnckmachine/production.ts: database.replicas: must be at most 5 replicas, got [{"name":"a","region":"us-west-2","instanceClass":"db.r5.xlarge"},{"name":"b"...',
    ],
  ],
  [
    "the name of a replica twice",
    {
      "dafnckmachine production": (d) => {
        d.database.replicas[1].name = "west";
      },
    },
    [
      'environments/dafnckmachine/production.ts: database.replicas.1.name: must be unique among the replicas, got "west"',
    ],
  ],
  [
    "a quota that does not exist",
    {
      "freeagentics development": (d) => {
        d.account.quotas = { elasticIPs: 10 };
      },
    },
    [
      "environments/freeagentics/development.ts: account.quotas.elasticIPs: is not a known field; did you mean elasticIps?",
    ],
  ],
  [
    "more addresses than the quota",
    {
      "dafnckmachine development": (d) => {
        d.network.natGateways = "per-zone";
        d.account.quotas.elasticIps = 1;
      },
    },
    [
      "us-east-1 of account 777788889999: must have at most 1 Elastic IP addresses, got 2; split it, or have AWS raise it and say so in account.quotas.elasticIps",
    ],
  ],
  [
    "the URL of a repository in place of its name",
    {
      "freeagentics development": (d) => {
        d.delivery.repository = "https://github.com/example/infrastructure";
      },
    },
    [
      'environments/freeagentics/development.ts: delivery.repository: must be owner/name of a GitHub repository, got "https://github.com/example/infrastructure"',
    ],
  ],
  [
    "a malformed account id of Cloudflare",
    {
      "lp production": (d) => {
        d.cloudflare.accountId = "023e105f";
      },
    },
    [
      'environments/lp/production.ts: cloudflare.accountId: must be the 32 hexadecimal digits of a Cloudflare account id, got "023e105f"',
    ],
  ],
  [
    "null in place of an environment",
    { "freeagentics development": () => null },
    ["environments/freeagentics/development.ts: (the file): must be an object, got null"],
  ],
  [
    "NaN as a size",
    {
      "freeagentics development": (d) => {
        d.database.allocatedGibibytes = Number.NaN;
      },
    },
    [
      "environments/freeagentics/development.ts: database.allocatedGibibytes: must be a number, got NaN; a calculation before it has gone wrong",
    ],
  ],
  [
    "faults in several files",
    {
      "freeagentics development": (d) => {
        d.compute.imageTag = "latest";
      },
      "lp production": (d) => {
        d.cache.nodes = 1;
      },
    },
    [
      'environments/freeagentics/development.ts: compute.imageTag: must be a version or digest, not latest, got "latest"',
      "environments/lp/production.ts: cache.nodes: must be at least 2 in production, got 1",
    ],
  ],
  [
    "a fraction as a size",
    {
      "freeagentics development": (d) => {
        d.database.allocatedGibibytes = 50.5;
      },
    },
    ["environments/freeagentics/development.ts: database.allocatedGibibytes: must be a whole number, got 50.5"],
  ],
  [
    "a space after a domain",
    {
      "freeagentics development": (d) => {
        d.domain = "aws.development.freeagentics.com ";
      },
    },
    [
      'environments/freeagentics/development.ts: domain: must be a lower-case domain name, got "aws.development.freeagentics.com "',
    ],
  ],
  [
    "a suffix that makes names of another environment",
    {
      "dafnckmachine staging": (d) => {
        d.nameSuffix = "-development";
      },
    },
    [
      'environments/dafnckmachine/staging.ts: nameSuffix: must differ from environments/dafnckmachine/development.ts, got "-development"',
    ],
  ],
];
