import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { RedisGlobal } from "@modules/aws/database/redis/redis-global";
import { RedisGlobalPrimary } from "@modules/aws/database/redis/redis-global-primary";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A global datastore of the sessions in this region; stacks of other regions get the result. */
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
    name: "sessions-cache",
    description: "Sessions",
    services: ["logs.us-east-1.amazonaws.com"],
  });
  const network = new CacheNetwork(scope, "network", {
    subnetGroupName: "sessions",
    securityGroupName: "sessions-cache",
    vpc,
  });

  const primary = new RedisGlobalPrimary(scope, "sessions", {
    name: "sessions",
    description: "Sessions of users",
    nodeType: "cache.r7g.large",
    topology: { shards: 2, replicasPerShard: 1 },
    network,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
  new RedisGlobal(scope, "global", { name: "sessions", description: "Sessions in all regions", primary });
}
