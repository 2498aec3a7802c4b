import { expect, test } from "vitest";
import { production } from "../../../environments/freeagentics/production";
import { freeagenticsSchema } from "../../../environments/freeagentics/rules";
import { checkEnvironment } from "../../../environments/schema/check";

const FILE = "environments/freeagentics/production.ts";

/** Faults of production after `change` has spoiled it. */
function faults(change: (data: typeof production) => void): string[] {
  const data = structuredClone(production);
  change(data);
  const result = checkEnvironment(freeagenticsSchema, { file: FILE, data });
  return "faults" in result ? result.faults : [];
}

const SPOILED: [string, (data: typeof production) => void, string][] = [
  [
    "production without a standby database",
    (data) => (data.database.multiAz = false),
    "database.multiAz: must be true in production, got false",
  ],
  [
    "more replicas than RDS is to have",
    (data) => {
      const [first] = data.database.replicas;
      data.database.replicas = ["a", "b", "c", "d", "e", "f"].map((name) => ({ ...first!, name }));
    },
    expect.stringContaining("database.replicas: must be at most 5 replicas"),
  ],
  [
    "a replica where there is no VPC",
    (data) => (data.database.replicas[0]!.region = "eu-west-1"),
    'database.replicas.0.region: must be the primary region or one of secondaryRegions (us-west-2), got "eu-west-1"',
  ],
  [
    "a standby without data",
    (data) => (data.database.replicas[2]!.region = "us-east-1"),
    'recovery.region: must be a region with a replica of the database, got "us-west-2"',
  ],
  [
    "storage that could grow by nothing",
    (data) => (data.database.maxAllocatedGibibytes = 1050),
    "database.maxAllocatedGibibytes: must be at least 1100, got 1050",
  ],
  [
    "the whole world as administrators",
    (data) => (data.access.adminCidrs = ["0.0.0.0/0"]),
    'access.adminCidrs.0: must name the networks of administrators, never the whole world; give a /8 or narrower, got "0.0.0.0/0"',
  ],
  [
    "a bastion outside its subnet",
    (data) => (data.access.bastionIp = "10.0.0.10"),
    'access.bastionIp: must lie in the first public subnet, 10.0.1.0/24, got "10.0.0.10"',
  ],
  [
    "a bastion whose address is none",
    (data) => (data.access.bastionIp = "10.0.1.300"),
    'access.bastionIp: must be an IPv4 address such as 10.0.1.10, got "10.0.1.300"',
  ],
  [
    "clients of the VPN with addresses of the other region",
    (data) => (data.access.vpn!.clientCidr = "10.10.0.0/20"),
    'access.vpn.clientCidr: must not overlap the VPC\'s 10.10.0.0/16, got "10.10.0.0/20"',
  ],
  [
    "a group that begins with more than it may have",
    (data) => (data.compute.desired = 21),
    "compute.desired: must be from min (3) to max (20), got 21",
  ],
  [
    "shards that may only become fewer",
    (data) => (data.cache.scaling!.maxShards = 2),
    "cache.scaling.maxShards: must be at least 3, got 2",
  ],
  [
    "an image tag that cannot be rolled back to",
    (data) => (data.compute.imageTag = "latest"),
    'compute.imageTag: must be a version or digest, not latest, got "latest"',
  ],
];

test.each(SPOILED)("fails on %s", (_name, change, message) => {
  expect(faults(change)).toContainEqual(typeof message === "string" ? `${FILE}: ${message}` : message);
});

test("accepts the environment as it is", () => {
  expect(faults(() => {})).toEqual([]);
});
