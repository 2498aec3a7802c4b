import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { Redis } from "@modules/aws/database/redis/redis";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A sharded cache that adds shards as its memory fills, and a role that may log in. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc21", cidr: "10.20.21.0/24", routeTableId: "rtb-0abc21" },
    "us-east-1b": { id: "subnet-0abc22", cidr: "10.20.22.0/24", routeTableId: "rtb-0abc22" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { database: { tier: "isolated", subnets } },
  });
  const key = new Key(scope, "key", {
    name: "feed-cache",
    description: "Feed",
    services: ["logs.us-east-1.amazonaws.com"],
  });

  const network = new CacheNetwork(scope, "network", { subnetGroupName: "feed", securityGroupName: "feed-cache", vpc });

  const feed = new Redis(scope, "feed", {
    name: "feed",
    description: "Feeds of users",
    nodeType: "cache.r7g.large",
    topology: { shards: 2, replicasPerShard: 1, scaling: { shards: { min: 2, max: 8, targetPercent: 75 } } },
    parameters: { "maxmemory-policy": "allkeys-lru" },
    network,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
  feed.grantConnect(new Role(scope, "role", { name: "feed-writer", assumedBy: "ecs-tasks.amazonaws.com" }));
}
