import { expect, test } from "vitest";
import { production } from "../../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../../environments/dafnckmachine/rules";
import { checkEnvironment } from "../../../environments/schema/check";

const FILE = "environments/dafnckmachine/production.ts";

/** Faults of production after `change` has spoiled it. */
function faults(change: (data: typeof production) => void): string[] {
  const data = structuredClone(production);
  change(data);
  const result = checkEnvironment(dafnckmachineSchema, { file: FILE, data });
  return "faults" in result ? result.faults : [];
}

const SPOILED: [string, (data: typeof production) => void, string][] = [
  [
    "Cloudflare before a CDN that cannot tell who comes around it",
    (data) => (data.security.webAcls = false),
    "security.webAcls: must be true where Cloudflare is before the CDN, or it can be gone around, got false",
  ],
  [
    "a CIDR block that is none",
    (data) => (data.network.subnets.database!.cidrs["us-east-1c"] = "10.0.300.0/24"),
    'network.subnets.database.cidrs.us-east-1c: must be an IPv4 CIDR block such as 10.0.0.0/16, got "10.0.300.0/24"',
  ],
  [
    "host bits, with the block that was meant",
    (data) => (data.network.cidr = "10.0.0.5/16"),
    'network.cidr: must have no host bits set; did you mean 10.0.0.0/16?, got "10.0.0.5/16"',
  ],
  [
    "a subnet outside its VPC",
    (data) => (data.network.subnets.public!.cidrs["us-east-1a"] = "10.9.1.0/24"),
    'network.subnets.public.cidrs.us-east-1a: must lie inside the VPC\'s 10.0.0.0/16, got "10.9.1.0/24"',
  ],
  [
    "subnets that overlap, naming both",
    (data) => (data.network.subnets.database!.cidrs["us-east-1a"] = "10.0.1.128/25"),
    'network.subnets.database.cidrs.us-east-1a: must not overlap subnets.public.cidrs.us-east-1a (10.0.1.0/24), got "10.0.1.128/25"',
  ],
  [
    "a subnet smaller than AWS makes",
    (data) => (data.network.subnets.public!.cidrs["us-east-1a"] = "10.0.1.0/29"),
    'network.subnets.public.cidrs.us-east-1a: must be a /16 to /28, got "10.0.1.0/29"',
  ],
  [
    "a VPC on Docker's own range",
    (data) => (data.network.cidr = "172.17.0.0/16"),
    'network.cidr: must not overlap 172.17.0.0/16, which hosts use themselves, got "172.17.0.0/16"',
  ],
  [
    "more zones than listed",
    (data) => (data.network.subnets.public!.cidrs["us-east-1d"] = "10.0.4.0/24"),
    'network.subnets.public.cidrs.us-east-1d: must be in a zone listed in zones (us-east-1a, us-east-1b, us-east-1c), got "us-east-1d"',
  ],
  [
    "a private subnet without a public one in its zone",
    (data) => delete data.network.subnets.public!.cidrs["us-east-1c"],
    'network.subnets.private.cidrs.us-east-1c: must have a public subnet in the same zone for its NAT gateway, got "us-east-1c"',
  ],
  [
    "private subnets without NAT",
    (data) => (data.network.natGateways = "none"),
    'network.natGateways: must be per-zone or single while there are private subnets, got "none"',
  ],
  [
    "VPCs of two regions that overlap",
    (data) => (data.secondaryRegions["us-west-2"]!.network.cidr = "10.0.0.0/16"),
    'secondaryRegions.us-west-2.network.cidr: must not overlap network.cidr (10.0.0.0/16), got "10.0.0.0/16"',
  ],
  [
    "an unknown field",
    (data) => Object.assign(data.database, { multiAZ: true }),
    "database.multiAZ: is not a known field; did you mean multiAz?",
  ],
  [
    "a missing field",
    (data) => Reflect.deleteProperty(data.database, "engineVersion"),
    "database.engineVersion: is missing and has no default",
  ],
  [
    "an account id that is a number",
    (data) => Object.assign(data.account, { id: 111122223333 }),
    "account.id: must be a string, got 111122223333",
  ],
  [
    "an account id of another length",
    (data) => (data.account.id = "1111"),
    'account.id: must be the 12 digits of an AWS account id, as a string, got "1111"',
  ],
  [
    "no admin network",
    (data) => (data.kubernetes.adminCidrs = []),
    "kubernetes.adminCidrs: must name at least one network, got []",
  ],
  [
    "the whole world as admin network",
    (data) => (data.kubernetes.adminCidrs = ["0.0.0.0/0"]),
    'kubernetes.adminCidrs.0: must name the networks of administrators, never the whole world; give a /8 or narrower, got "0.0.0.0/0"',
  ],
  [
    "production without deletion protection",
    (data) => (data.deletionProtection = false),
    "deletionProtection: must be true in production, got false",
  ],
  [
    "production without a standby database",
    (data) => (data.database.multiAz = false),
    "database.multiAz: must be true in production, got false",
  ],
  [
    "production behind one NAT gateway",
    (data) => (data.network.natGateways = "single"),
    'network.natGateways: must be per-zone in production, got "single"',
  ],
  [
    "a replica where there is no VPC",
    (data) => (data.database.replicas[0]!.region = "ap-south-1"),
    'database.replicas.0.region: must be the primary region or one of secondaryRegions (us-west-2, eu-west-1), got "ap-south-1"',
  ],
  [
    "two replicas of one name",
    (data) => (data.database.replicas[1]!.name = "west"),
    'database.replicas.1.name: must be unique among the replicas, got "west"',
  ],
  [
    "copies to a region without a key of the environment",
    (data) => (data.storage.copyRegion = "us-east-2"),
    'storage.copyRegion: must be one of secondaryRegions (us-west-2, eu-west-1), got "us-east-2"',
  ],
  [
    "a standby in a region without a VPC of the environment",
    (data) => (data.recovery!.region = "us-east-2"),
    'recovery.region: must be one of secondaryRegions (us-west-2, eu-west-1), got "us-east-2"',
  ],
  [
    "a standby without a way in",
    (data) => (data.recovery!.region = "eu-west-1"),
    'recovery.region: must be a region whose network has a public and a private group of subnets, got "eu-west-1"',
  ],
  [
    "a standby without data",
    (data) => (data.database.replicas[0]!.region = "eu-west-1"),
    'recovery.region: must be a region with a replica of the database, got "us-west-2"',
  ],
  [
    "two nodes for logs, of which neither could go on alone",
    (data) => (data.observability!.logs.nodes = 2),
    "observability.logs.nodes: must be 1 or at least 3, as of two neither can tell which one is left, got 2",
  ],
  ["a standby where nothing runs", (data) => (data.recovery!.min = 0), "recovery.min: must be at least 1, got 0"],
  [
    "a standby of production behind one NAT gateway",
    (data) => (data.secondaryRegions["us-west-2"]!.network.natGateways = "single"),
    'secondaryRegions.us-west-2.network.natGateways: must be per-zone in production, got "single"',
  ],
  [
    "a misspelt choice, with the one that was meant",
    (data) => Object.assign(data.network, { natGateways: "per-zones" }),
    'network.natGateways: must be "per-zone" or "single" or "none", got "per-zones"; did you mean "per-zone"?',
  ],
  [
    "an image tag that cannot be rolled back to",
    (data) => (data.compute.web.imageTag = "latest"),
    'compute.web.imageTag: must be a version or digest, not latest, got "latest"',
  ],
  [
    "a state backend that does not exist",
    (data) => Object.assign(data.state, { backend: "gcs" }),
    'state.backend: must be "s3" or "hcp", got "gcs"',
  ],
  [
    "a retention CloudWatch Logs does not offer",
    (data) => Object.assign(data.security, { logRetentionDays: 100 }),
    "security.logRetentionDays: must be a retention CloudWatch Logs offers, such as 30, 90 or 365 days, got 100",
  ],
  [
    "a subnet of Google Cloud that a VPC of AWS has",
    (data) => (data.google!.network.subnets.cluster!.cidr = "10.10.128.0/20"),
    'google.network.subnets.cluster.cidr: must not overlap secondaryRegions.us-west-2.network.cidr (10.10.0.0/16), got "10.10.128.0/20"',
  ],
  [
    "pods with the addresses of managed services",
    (data) => (data.google!.network.subnets.cluster!.podsCidr = "10.20.64.0/18"),
    'google.network.subnets.cluster.podsCidr: must not overlap google.network.servicesCidr (10.20.64.0/20), got "10.20.64.0/18"',
  ],
  [
    "a region that is AWS's",
    (data) => (data.google!.region = "us-west-2"),
    'google.region: must be a Google Cloud region such as us-central1, got "us-west-2"',
  ],
];

test.each(SPOILED)("fails on %s", (_name, change, message) => {
  expect(faults(change)).toContain(`${FILE}: ${message}`);
});

test("reports every fault of the file at once, also across sections", () => {
  const found = faults((data) => {
    Object.assign(data.account, { id: 1 });
    data.network.cidr = "10.0.0.0/33";
    data.database.multiAz = false;
    data.database.replicas[0]!.region = "ap-south-1";
  });

  expect(found.map((fault) => fault.split(": ")[1])).toEqual(
    expect.arrayContaining(["account.id", "network.cidr", "database.multiAz", "database.replicas.0.region"]),
  );
});

test("accepts the environment as it is", () => {
  expect(faults(() => {})).toEqual([]);
});
