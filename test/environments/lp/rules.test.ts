import { expect, test } from "vitest";
import { development } from "../../../environments/lp/development";
import { lpSchema } from "../../../environments/lp/rules";
import type { LpFile } from "../../../environments/lp/schema";
import { checkEnvironment } from "../../../environments/schema/check";
import { faultsOfProduction, type Mistake } from "../../support/environment-faults";

const faults = faultsOfProduction.lp;

const MISTAKES: Mistake<LpFile>[] = [
  [
    "the tag of an image is latest",
    (data) => (data.workloads.apiGateway.version = "latest"),
    'workloads.apiGateway.version: must be a tag that never moves, not latest, got "latest"',
  ],
  [
    "a service has fewer pods at most than at least",
    (data) => (data.workloads.graphqlGateway.maxReplicas = 2),
    "workloads.graphqlGateway.maxReplicas: must be at least minReplicas (3), got 2",
  ],
  [
    "the instances of production are in one availability zone",
    (data) => (data.database.instances = { "lp-aurora-1": "us-east-1a", "lp-aurora-2": "us-east-1a" }),
    'database.instances: must be in at least two availability zones in production, got ["us-east-1a"]',
  ],
  [
    "memory has no unit, which would be bytes",
    (data) => (data.observability.prometheus.limits.memory = "8"),
    'observability.prometheus.limits.memory: must be a quantity such as 512Mi or 4Gi, got "8"',
  ],
  [
    "the version of Grafana is latest",
    (data) => (data.observability.grafana.version = "latest"),
    'observability.grafana.version: must be a whole version such as 12.4.4, got "latest"',
  ],
  [
    "the database has no instance",
    (data) => (data.database.instances = {}),
    "database.instances: must name at least one instance, got {}",
  ],
  [
    "an instance is in an availability zone that the network does not list",
    (data) => (data.database.instances["lp-aurora-1"] = "us-east-1f"),
    'database.instances.lp-aurora-1: must be one of the network\'s availability zones (us-east-1a, us-east-1b, us-east-1c), got "us-east-1f"',
  ],
  [
    "an instance of the replica is in another region",
    (data) => (data.database.replica!.instances["lp-aurora-replica-1"] = "us-east-1a"),
    'database.replica.instances.lp-aurora-replica-1: must be one of the network\'s availability zones (us-west-2a, us-west-2b, us-west-2c), got "us-east-1a"',
  ],
  [
    "the replica is in a region without a VPC",
    (data) => (data.database.replica!.region = "eu-west-1"),
    'database.replica.region: must be one of secondaryRegions (us-west-2), got "eu-west-1"',
  ],
  [
    "PostgreSQL would have to quote the name of the database",
    (data) => (data.database.name = "lp-production"),
    'database.name: must be a database name such as lp_production, got "lp-production"',
  ],
  [
    "the cache has more replicas than ElastiCache allows",
    (data) => (data.cache.nodes = 7),
    "cache.nodes: must be at most 6, one primary and 5 replicas, got 7; lower it",
  ],
  [
    "the cache of production in Google Cloud has no standby",
    (data) => (data.google!.cache.highAvailability = false),
    "google.cache.highAvailability: must be true in production, got false; write true",
  ],
  [
    "the cache of production has no replica",
    (data) => (data.cache.nodes = 1),
    "cache.nodes: must be at least 2 in production, got 1; raise it",
  ],
  [
    "the domain is the Cloudflare zone itself",
    (data) => (data.domain = "lp-system.com"),
    'domain: must be a subdomain of cloudflare.zone, such as aws.lp-system.com, got "lp-system.com"; move it there, or correct cloudflare.zone',
  ],
  [
    "a delegation is outside the Cloudflare zone",
    (data) => (data.cloudflare!.delegations = { "notlp-system.com": ["ns-1.example.net", "ns-2.example.net"] }),
    'cloudflare.delegations.notlp-system.com: must be a subdomain of cloudflare.zone, such as aws.lp-system.com, got "notlp-system.com"; move it there, or correct cloudflare.zone',
  ],
  [
    "the environment's own domain is among the delegations",
    (data) => (data.cloudflare!.delegations = { "aws.lp-system.com": ["ns-1.example.net", "ns-2.example.net"] }),
    'cloudflare.delegations.aws.lp-system.com: must be the domain of another environment, because the stack of the zone already delegates its own domain, got "aws.lp-system.com"',
  ],
  [
    "a worker's route is outside the zone",
    (data) => (data.cloudflare!.workerRoutes = ["api.example.com/*"]),
    'cloudflare.workerRoutes.0: must be of the zone lp-system.com, got "api.example.com/*"; write a host of it before the path',
  ],
  [
    "a worker of production on the free plan",
    (data) => (data.cloudflare!.workersPlan = "free"),
    'cloudflare.workersPlan: must be paid in production, got "free"; write "paid"',
  ],
  [
    "a worker's route has no path",
    (data) => (data.cloudflare!.workerRoutes = ["api.lp-system.com"]),
    'cloudflare.workerRoutes.0: must be a host and a path, such as api.lp-system.com/*, got "api.lp-system.com"',
  ],
  [
    "production has no web ACLs",
    (data) => (data.security.webAcls = false),
    "security.webAcls: must be true in production, got false; write true",
  ],
  [
    "an admin network is the whole internet",
    (data) => (data.kubernetes.adminCidrs = ["0.0.0.0/0"]),
    'kubernetes.adminCidrs.0: must name the networks of administrators, never the whole internet, got "0.0.0.0/0"; give a /8 or narrower',
  ],
  [
    "an origin of the assets' readers uses plain HTTP",
    (data) => (data.assets.allowedOrigins = ["http://app.lp-system.com"]),
    'assets.allowedOrigins.0: must be an origin such as https://app.lp-system.com, got "http://app.lp-system.com"',
  ],
  [
    "a subnet of Google Cloud overlaps a VPC of AWS",
    (data) => (data.google!.network.subnets.cluster!.cidr = "10.10.128.0/20"),
    'google.network.subnets.cluster.cidr: must not overlap secondaryRegions.us-west-2.network.cidr (10.10.0.0/16), got "10.10.128.0/20"; take a free block',
  ],
  [
    "the addresses of pods overlap those of managed services",
    (data) => (data.google!.network.subnets.cluster!.podsCidr = "10.30.64.0/18"),
    'google.network.subnets.cluster.podsCidr: must not overlap google.network.servicesCidr (10.30.64.0/20), got "10.30.64.0/18"; take a free block',
  ],
  [
    "the region of Google Cloud is one of AWS",
    (data) => (data.google!.region = "us-west-2"),
    'google.region: must be a Google Cloud region such as us-central1, got "us-west-2"',
  ],
];

test.each(MISTAKES)("fails when %s", (_name, change, fault) => {
  expect(faults(change)).toEqual([fault]);
});

test("accepts production, and development without a replica", () => {
  expect(faults(() => {})).toEqual([]);
  expect(checkEnvironment(lpSchema, { file: "development.ts", data: development })).toHaveProperty("value");
});
