import { expect, test } from "vitest";
import { development } from "../../../environments/lp/development";
import { production } from "../../../environments/lp/production";
import { lpSchema } from "../../../environments/lp/rules";
import { checkEnvironment } from "../../../environments/schema/check";

const FILE = "environments/lp/production.ts";

/** Faults of production after `change` has spoiled it. */
function faults(change: (data: typeof production) => void): string[] {
  const data = structuredClone(production);
  change(data);
  const result = checkEnvironment(lpSchema, { file: FILE, data });
  return "faults" in result ? result.faults : [];
}

const SPOILED: [string, (data: typeof production) => void, string][] = [
  [
    "an image that is another every day",
    (data) => (data.workloads.apiGateway.version = "latest"),
    'workloads.apiGateway.version: must be a tag that stays, never latest, got "latest"',
  ],
  [
    "fewer pods at most than at least",
    (data) => (data.workloads.graphqlGateway.maxReplicas = 2),
    "workloads.graphqlGateway.maxReplicas: must be at least minReplicas (3), got 2",
  ],
  [
    "instances of production in one zone",
    (data) => (data.database.instances = { "lp-aurora-1": "us-east-1a", "lp-aurora-2": "us-east-1a" }),
    'database.instances: must be in at least two zones in production, got ["us-east-1a"]',
  ],
  [
    "memory without a unit, which would be bytes",
    (data) => (data.observability.prometheus.limits.memory = "8"),
    'observability.prometheus.limits.memory: must be a quantity such as 512Mi or 4Gi, got "8"',
  ],
  [
    "a version of Grafana that moves",
    (data) => (data.observability.grafana.version = "latest"),
    'observability.grafana.version: must be a whole version such as 12.4.4, got "latest"',
  ],
  [
    "a database without an instance",
    (data) => (data.database.instances = {}),
    "database.instances: must name at least one instance, got {}",
  ],
  [
    "an instance where the network is not",
    (data) => (data.database.instances["lp-aurora-1"] = "us-east-1f"),
    'database.instances.lp-aurora-1: must be a zone of the network (us-east-1a, us-east-1b, us-east-1c), got "us-east-1f"',
  ],
  [
    "an instance of the replica in a zone of another region",
    (data) => (data.database.replica!.instances["lp-aurora-replica-1"] = "us-east-1a"),
    'database.replica.instances.lp-aurora-replica-1: must be a zone of the network (us-west-2a, us-west-2b, us-west-2c), got "us-east-1a"',
  ],
  [
    "a replica where there is no VPC",
    (data) => (data.database.replica!.region = "eu-west-1"),
    'database.replica.region: must be one of secondaryRegions (us-west-2), got "eu-west-1"',
  ],
  [
    "a database name that PostgreSQL would have to quote",
    (data) => (data.database.name = "lp-production"),
    'database.name: must be a database name such as lp_production, got "lp-production"',
  ],
  [
    "more replicas of the cache than it can have",
    (data) => (data.cache.nodes = 7),
    "cache.nodes: must be at most 6, five replicas of one primary, got 7",
  ],
  [
    "a cache of production in Google Cloud that nothing stands in for",
    (data) => (data.google!.cache.highAvailability = false),
    "google.cache.highAvailability: must be true in production, got false",
  ],
  [
    "a cache of production that nothing stands in for",
    (data) => (data.cache.nodes = 1),
    "cache.nodes: must be at least 2 in production, got 1",
  ],
  [
    "a domain that Cloudflare is the authority of, and Route 53 too",
    (data) => (data.domain = "lp-system.com"),
    'domain: must be a part of cloudflare.zone, such as aws.lp-system.com, for Cloudflare is the authority of the rest, got "lp-system.com"',
  ],
  [
    "a delegation of another domain",
    (data) => (data.cloudflare!.delegations = { "notlp-system.com": ["ns-1.example.net", "ns-2.example.net"] }),
    'cloudflare.delegations.notlp-system.com: must be a part of cloudflare.zone, such as aws.lp-system.com, for Cloudflare is the authority of the rest, got "notlp-system.com"',
  ],
  [
    "its own part delegated to somebody else",
    (data) => (data.cloudflare!.delegations = { "aws.lp-system.com": ["ns-1.example.net", "ns-2.example.net"] }),
    'cloudflare.delegations.aws.lp-system.com: must be of other environments, as the own part is delegated without it, got "aws.lp-system.com"',
  ],
  [
    "a worker on a name that is not the zone's",
    (data) => (data.cloudflare!.workerRoutes = ["api.example.com/*"]),
    'cloudflare.workerRoutes.0: must be of the zone lp-system.com, got "api.example.com/*"',
  ],
  [
    "a route without a path",
    (data) => (data.cloudflare!.workerRoutes = ["api.lp-system.com"]),
    'cloudflare.workerRoutes.0: must be a host and a path, such as api.lp-system.com/*, got "api.lp-system.com"',
  ],
  [
    "production without web ACLs",
    (data) => (data.security.webAcls = false),
    "security.webAcls: must be true in production, got false",
  ],
  [
    "a cluster the whole world may ask",
    (data) => (data.kubernetes.adminCidrs = ["0.0.0.0/0"]),
    'kubernetes.adminCidrs.0: must name the networks of administrators, never the whole world; give a /8 or narrower, got "0.0.0.0/0"',
  ],
  [
    "readers of the assets over plain HTTP",
    (data) => (data.assets.allowedOrigins = ["http://app.lp-system.com"]),
    'assets.allowedOrigins.0: must be an origin such as https://app.lp-system.com, got "http://app.lp-system.com"',
  ],
  [
    "a subnet of Google Cloud that a VPC of AWS has",
    (data) => (data.google!.network.subnets.cluster!.cidr = "10.10.128.0/20"),
    'google.network.subnets.cluster.cidr: must not overlap secondaryRegions.us-west-2.network.cidr (10.10.0.0/16), got "10.10.128.0/20"',
  ],
  [
    "pods with the addresses of managed services",
    (data) => (data.google!.network.subnets.cluster!.podsCidr = "10.30.64.0/18"),
    'google.network.subnets.cluster.podsCidr: must not overlap google.network.servicesCidr (10.30.64.0/20), got "10.30.64.0/18"',
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

test("accepts the environments as they are, a small one without a replica too", () => {
  expect(faults(() => {})).toEqual([]);
  expect(checkEnvironment(lpSchema, { file: FILE, data: development })).toHaveProperty("value");
});
