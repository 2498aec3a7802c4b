import { expect, test } from "vitest";
import type { DafnckmachineFile } from "../../../environments/dafnckmachine/schema";
import { faultsOfProduction, type Mistake, readdress } from "../../support/environment-faults";

const faults = faultsOfProduction.dafnckmachine;

const MISTAKES: Mistake<DafnckmachineFile>[] = [
  [
    "notifications have no receiver",
    (data) => (data.functions.notificationEmails = []),
    "functions.notificationEmails: must name a receiver, because otherwise nobody receives notifications, got []",
  ],
  [
    "Cloudflare is in front of a CDN without a web ACL",
    (data) => (data.security.webAcls = false),
    "security.webAcls: must be true with Cloudflare in front of the CDN, or clients can bypass Cloudflare, got false",
  ],
  [
    "an objective allows no failure, which leaves no error budget",
    (data) => (data.objectives!.public.availabilityPercent = 100),
    "objectives.public.availabilityPercent: must be above 0 and below 100, as 100 leaves no error budget, got 100",
  ],
  [
    "an objective has two times for one percentage",
    (data) => (data.objectives!.api.latency = [95, 95].map((percent) => ({ percent, milliseconds: 200 }))),
    'objectives.api.latency: must have one target for each percentage, got [{"percent":95,"milliseconds":200},{"percent":95,"milliseconds":200}]',
  ],
  [
    "a CIDR block is malformed",
    (data) => (data.network.subnets.database!.cidrs["us-east-1c"] = "10.0.300.0/24"),
    'network.subnets.database.cidrs.us-east-1c: must be an IPv4 CIDR block such as 10.0.0.0/16, got "10.0.300.0/24"; its numbers are 0 to 255, and its prefix 0 to 32',
  ],
  [
    "a CIDR block has host bits, and names the block that was meant",
    (data) => (data.network.cidr = "10.0.0.5/16"),
    'network.cidr: must have no host bits set, got "10.0.0.5/16"; did you mean 10.0.0.0/16?',
  ],
  [
    "a subnet is outside its VPC",
    (data) => (data.network.subnets.public!.cidrs["us-east-1a"] = "10.9.1.0/24"),
    'network.subnets.public.cidrs.us-east-1a: must lie inside the VPC\'s 10.0.0.0/16, got "10.9.1.0/24"; take a block of it',
  ],
  [
    "two subnets overlap",
    (data) => (data.network.subnets.database!.cidrs["us-east-1a"] = "10.0.1.128/25"),
    'network.subnets.database.cidrs.us-east-1a: must not overlap subnets.public.cidrs.us-east-1a (10.0.1.0/24), got "10.0.1.128/25"; take a free block',
  ],
  [
    "every subnet is outside its VPC, and reports one fault",
    (data) => (data.network.cidr = "10.40.0.0/16"),
    'network.cidr: must hold its subnets (10.0.1.0/24, 10.0.2.0/24, 10.0.3.0/24, 10.0.11.0/24, 10.0.12.0/24, 10.0.13.0/24, 10.0.21.0/24, 10.0.22.0/24, 10.0.23.0/24, 10.0.64.0/18, 10.0.128.0/18, 10.0.192.0/18), got "10.40.0.0/16"; widen it, or move them',
  ],
  [
    "a subnet is smaller than AWS allows",
    (data) => (data.network.subnets.public!.cidrs["us-east-1a"] = "10.0.1.0/29"),
    'network.subnets.public.cidrs.us-east-1a: must be a /16 to /28, got "10.0.1.0/29"',
  ],
  [
    "the VPC is in Docker's range",
    (data) => readdress(data.network, "10.0.", "172.17."),
    'network.cidr: must not overlap 172.17.0.0/16, which hosts use themselves, got "172.17.0.0/16"',
  ],
  [
    "a subnet is in an availability zone that the network does not list",
    (data) => (data.network.subnets.public!.cidrs["us-east-1d"] = "10.0.4.0/24"),
    'network.subnets.public.cidrs.us-east-1d: must be one of availabilityZones (us-east-1a, us-east-1b, us-east-1c), got "us-east-1d"; add it there, or move the block',
  ],
  [
    "the load balancer is open to everyone behind web ACLs that block everyone",
    (data) => (data.loadBalancers.openToInternet = true),
    "loadBalancers.openToInternet: must be false with security.webAcls, which block requests that bypass the CDN, got true",
  ],
  [
    "a standby does not serve the API",
    (data) => delete data.containers.standbyApi,
    'containers.standbyApi: must be given with recovery, or the standby does not serve the API, got "none"',
  ],
  [
    "a private subnet has no public subnet in its availability zone",
    (data) => {
      delete data.network.subnets.pods;
      delete data.network.subnets.public!.cidrs["us-east-1c"];
    },
    'network.subnets.private.cidrs.us-east-1c: must have a public subnet in the same availability zone for its NAT gateway, got "us-east-1c"',
  ],
  [
    "private subnets have no NAT gateway",
    (data) => (data.network.natGateways = "none"),
    'network.natGateways: must be per-zone or single while there are private subnets, got "none"',
  ],
  [
    "VPCs of two regions overlap",
    (data) => readdress(data.secondaryRegions["us-west-2"]!.network, "10.10.", "10.0."),
    'secondaryRegions.us-west-2.network.cidr: must not overlap network.cidr (10.0.0.0/16), got "10.0.0.0/16"; take a free block',
  ],
  [
    "a field is unknown, and suggests the known one",
    (data) => Object.assign(data.database, { multiAZ: true }),
    "database.multiAZ: is not a known field; did you mean multiAz?",
  ],
  [
    "a field is missing",
    (data) => Reflect.deleteProperty(data.database, "engineVersion"),
    "database.engineVersion: is missing and has no default; add a string",
  ],
  [
    "an account id is a number",
    (data) => Object.assign(data.account, { id: 111122223333 }),
    "account.id: must be a string, got 111122223333; write it in quotes",
  ],
  [
    "an account id has the wrong length",
    (data) => (data.account.id = "1111"),
    'account.id: must be the 12 digits of an AWS account id, as a string, got "1111"; `aws sts get-caller-identity` prints them',
  ],
  [
    "admin networks are empty",
    (data) => (data.kubernetes.adminCidrs = []),
    "kubernetes.adminCidrs: must name at least one network, got []",
  ],
  [
    "an admin network is the whole internet",
    (data) => (data.kubernetes.adminCidrs = ["0.0.0.0/0"]),
    'kubernetes.adminCidrs.0: must name the networks of administrators, never the whole internet, got "0.0.0.0/0"; give a /8 or narrower',
  ],
  [
    "production has no deletion protection",
    (data) => (data.deletionProtection = false),
    "deletionProtection: must be true in production, got false; write true",
  ],
  [
    "production has no standby of the database",
    (data) => (data.database.multiAz = false),
    "database.multiAz: must be true in production, got false; write true",
  ],
  [
    "production has a single NAT gateway",
    (data) => (data.network.natGateways = "single"),
    'network.natGateways: must be per-zone in production, got "single"; write "per-zone"',
  ],
  [
    "a replica is in a region without a VPC",
    (data) => (data.database.replicas[0]!.region = "ap-south-1"),
    'database.replicas.0.region: must be the primary region or one of secondaryRegions (us-west-2, eu-west-1), got "ap-south-1"; take one of these, or add the region there',
  ],
  [
    "two replicas have one name",
    (data) => (data.database.replicas[1]!.name = "west"),
    'database.replicas.1.name: must be unique among the replicas, got "west"; rename one',
  ],
  [
    "objects are copied to a region without a key of the environment",
    (data) => (data.storage.copyRegion = "us-east-2"),
    'storage.copyRegion: must be one of secondaryRegions (us-west-2, eu-west-1), got "us-east-2"',
  ],
  [
    "objects are copied to another region than the standby's",
    (data) => (data.storage.copyRegion = "eu-west-1"),
    'storage.copyRegion: must be recovery.region (us-west-2), where the standby uses it, got "eu-west-1"',
  ],
  [
    "the standby is in a region without a VPC",
    (data) => (data.recovery!.region = "us-east-2"),
    'recovery.region: must be one of secondaryRegions (us-west-2, eu-west-1), got "us-east-2"; take one of these, or add the region there',
  ],
  [
    "the standby's network has no public and private subnets",
    (data) => {
      const { subnets } = data.secondaryRegions["us-west-2"]!.network;
      delete subnets.public;
      delete subnets.private;
    },
    'recovery.region: must be a region whose network has a public and a private group of subnets, got "us-west-2"',
  ],
  [
    "the standby's region has no replica",
    (data) => (data.database.replicas[0]!.region = "eu-west-1"),
    'recovery.region: must be a region with a replica of the database, got "us-west-2"',
  ],
  [
    "Elasticsearch has two nodes",
    (data) => (data.observability!.logs.nodes = 2),
    "observability.logs.nodes: must be 1 or at least 3, because two nodes cannot elect a master when one fails, got 2; take one or three",
  ],
  [
    "the standby runs no instance",
    (data) => (data.recovery!.min = 0),
    "recovery.min: must be at least 1, got 0; raise it",
  ],
  [
    "the standby of production has a single NAT gateway",
    (data) => (data.secondaryRegions["us-west-2"]!.network.natGateways = "single"),
    'secondaryRegions.us-west-2.network.natGateways: must be per-zone in production, got "single"; write "per-zone"',
  ],
  [
    "a choice is misspelt, and suggests the one that was meant",
    (data) => Object.assign(data.network, { natGateways: "per-zones" }),
    'network.natGateways: must be "per-zone" or "single" or "none", got "per-zones"; did you mean "per-zone"?',
  ],
  [
    "an image tag is latest",
    (data) => (data.compute.web.imageTag = "latest"),
    'compute.web.imageTag: must be a version or digest, not latest, got "latest"; write that of the image to run',
  ],
  [
    "the state backend does not exist",
    (data) => Object.assign(data.state, { backend: "gcs" }),
    'state.backend: must be "s3" or "hcp", got "gcs"; take one of these',
  ],
  [
    "CloudWatch Logs does not offer a retention",
    (data) => Object.assign(data.security, { logRetentionDays: 100 }),
    "security.logRetentionDays: must be a retention CloudWatch Logs offers, such as 30, 90 or 365 days, got 100; take the next longer one",
  ],
];

test.each(MISTAKES)("fails when %s", (_name, change, fault) => {
  expect(faults(change)).toEqual([fault]);
});

test("reports every fault of the file in one run", () => {
  const found = faults((data) => {
    Object.assign(data.account, { id: 1 });
    data.network.cidr = "10.0.0.0/33";
    data.database.multiAz = false;
    data.database.replicas[0]!.region = "ap-south-1";
  });

  expect(found.map((fault) => fault.split(": ")[0])).toEqual(
    expect.arrayContaining(["account.id", "network.cidr", "database.multiAz", "database.replicas.0.region"]),
  );
});

test("accepts production", () => {
  expect(faults(() => {})).toEqual([]);
});
