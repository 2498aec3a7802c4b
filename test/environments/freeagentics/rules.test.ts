import { expect, test } from "vitest";
import type { FreeagenticsFile } from "../../../environments/freeagentics/schema";
import { faultsOfProduction, type Mistake } from "../../support/environment-faults";

const faults = faultsOfProduction.freeagentics;

const MISTAKES: Mistake<FreeagenticsFile>[] = [
  [
    "production has no standby of the database",
    (data) => (data.database.multiAz = false),
    "database.multiAz: must be true in production, got false; write true",
  ],
  [
    "the database has more replicas than RDS allows",
    (data) => {
      const [first] = data.database.replicas;
      data.database.replicas = ["a", "b", "c", "d", "e", "f"].map((name) => ({ ...first!, name }));
    },
    expect.stringContaining("database.replicas: must be at most 5 replicas"),
  ],
  [
    "a replica is in a region without a VPC",
    (data) => (data.database.replicas[0]!.region = "eu-west-1"),
    'database.replicas.0.region: must be the primary region or one of secondaryRegions (us-west-2), got "eu-west-1"; take one of these, or add the region there',
  ],
  [
    "the standby's region has no replica",
    (data) => (data.database.replicas[2]!.region = "us-east-1"),
    'recovery.region: must be a region with a replica of the database, got "us-west-2"',
  ],
  [
    "storage could not grow by 10%",
    (data) => (data.database.maxAllocatedGibibytes = 1050),
    "database.maxAllocatedGibibytes: must be at least 1100, got 1050; raise it",
  ],
  [
    "an admin network is the whole internet",
    (data) => (data.access.adminCidrs = ["0.0.0.0/0"]),
    'access.adminCidrs.0: must name the networks of administrators, never the whole internet, got "0.0.0.0/0"; give a /8 or narrower',
  ],
  [
    "the bastion's address is outside its subnet",
    (data) => (data.access.bastionIp = "10.0.0.10"),
    'access.bastionIp: must lie in the first public subnet, 10.0.1.0/24, got "10.0.0.10"; take an address of it',
  ],
  [
    "the bastion's address is malformed",
    (data) => (data.access.bastionIp = "10.0.1.300"),
    'access.bastionIp: must be an IPv4 address such as 10.0.1.10, got "10.0.1.300"',
  ],
  [
    "a server of Prometheus is outside the private subnets",
    (data) => (data.monitoring!.primary.privateIp = "10.0.20.30"),
    'monitoring.primary.privateIp: must lie in a private subnet, 10.0.10.0/24 or 10.0.11.0/24, got "10.0.20.30"',
  ],
  [
    "two servers have the same address",
    (data) => (data.proxies!.webServers = ["10.0.10.30"]),
    'proxies.webServers.0: must be of one server only, got "10.0.10.30"',
  ],
  [
    "AWS keeps the address of a server",
    (data) => (data.proxies!.apiServers = ["10.0.10.10", "10.0.11.2"]),
    'proxies.apiServers.1: must be 10.0.11.4 to 10.0.11.254, as AWS keeps the first four addresses of 10.0.11.0/24 and the last, got "10.0.11.2"; take another',
  ],
  [
    "one proxy would be the only one",
    (data) => (data.proxies!.tier = { program: "haproxy", serves: true, instanceType: "c6i.large", min: 1, max: 4 }),
    "proxies.tier.min: must be at least 2, so that one remains when an availability zone fails, got 1; raise it",
  ],
  [
    "the group of proxies begins with more than its most instances",
    (data) => (data.proxies!.tier = { program: "nginx", serves: true, instanceType: "c6i.large", min: 5, max: 4 }),
    "proxies.tier.min: must be at most max (4), got 5; lower it, or raise max",
  ],
  [
    "a schedule asks for more than the most instances",
    (data) => (data.compute.schedules = { day: { recurrence: "0 6 * * 1-5", min: 21 } }),
    "compute.schedules.day.min: must be at most max (20), got 21",
  ],
  [
    "clients of the VPN have addresses of a VPC",
    (data) => (data.access.vpn!.clientCidr = "10.10.0.0/20"),
    'access.vpn.clientCidr: must not overlap the VPC\'s 10.10.0.0/16, got "10.10.0.0/20"',
  ],
  [
    "a group begins with more than its most instances",
    (data) => (data.compute.desired = 21),
    "compute.desired: must be from min (3) to max (20), got 21; change one of them",
  ],
  [
    "the limit of shards is below their number",
    (data) => (data.cache.scaling!.maxShards = 2),
    "cache.scaling.maxShards: must be at least 3, got 2; raise it",
  ],
  [
    "an image tag is latest",
    (data) => (data.compute.imageTag = "latest"),
    'compute.imageTag: must be a version or digest, not latest, got "latest"; write that of the image to run',
  ],
];

test.each(MISTAKES)("fails when %s", (_name, change, fault) => {
  expect(faults(change)).toEqual([fault]);
});

test("accepts production", () => {
  expect(faults(() => {})).toEqual([]);
});
