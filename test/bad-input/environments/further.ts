/** More mistakes in the data of environments, beside the counted ones. */
import type { Json } from "@modules/checks/json";
import type { EnvironmentCase } from "./case";

export const FURTHER: readonly EnvironmentCase[] = [
  [
    "two halves of the world as networks of administrators",
    {
      "freeagentics development": (d) => {
        d.access.adminCidrs = ["0.0.0.0/1", "128.0.0.0/1"];
      },
    },
    [
      'environments/freeagentics/development.ts: access.adminCidrs.0: must name the networks of administrators, never the whole internet, got "0.0.0.0/1"; give a /8 or narrower',
      'environments/freeagentics/development.ts: access.adminCidrs.1: must name the networks of administrators, never the whole internet, got "128.0.0.0/1"; give a /8 or narrower',
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
    "a proxy that is none, of which one would be enough",
    {
      "freeagentics production": (d) => {
        d.proxies.tier = { program: "apache", serves: true, instanceType: "c6i.larg", min: 1, max: 4 };
      },
    },
    [
      'environments/freeagentics/production.ts: proxies.tier.program: must be "haproxy" or "nginx", got "apache"; take one of these',
      'environments/freeagentics/production.ts: proxies.tier.instanceType: must be an instance type of EC2, got "c6i.larg"; did you mean c6i.large?',
      "environments/freeagentics/production.ts: proxies.tier.min: must be at least 2, so that one remains when an availability zone fails, got 1; raise it",
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
      "us-east-1 of account 222222222222: must have at most 96 vCPUs of On-Demand Standard instances (L-1216C47A), got 108; split it, or request a higher quota from AWS and write it into account.quotas.onDemandStandardVcpus",
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
];
