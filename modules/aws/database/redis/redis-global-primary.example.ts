import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { RedisGlobalPrimary } from "@modules/aws/database/redis/redis-global-primary";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A cache that a global datastore may replicate to other regions later. */
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
    name: "carts-cache",
    description: "Carts",
    services: ["logs.us-east-1.amazonaws.com"],
  });
  const network = new CacheNetwork(scope, "network", {
    subnetGroupName: "carts",
    securityGroupName: "carts-cache",
    vpc,
  });

  new RedisGlobalPrimary(scope, "carts", {
    name: "carts",
    description: "Shopping carts",
    nodeType: "cache.r7g.large",
    topology: { nodes: 3 },
    network,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
}
