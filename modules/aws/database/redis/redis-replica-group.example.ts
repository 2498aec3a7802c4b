import { CacheNetwork } from "@modules/aws/database/redis/cache-network";
import { RedisGlobal } from "@modules/aws/database/redis/redis-global";
import { RedisReplicaGroup } from "@modules/aws/database/redis/redis-replica-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A cache that replicates a global datastore whose primary is in another region. */
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
    name: "quotes-cache",
    description: "Quotes",
    services: ["logs.us-east-1.amazonaws.com"],
  });
  const network = new CacheNetwork(scope, "network", {
    subnetGroupName: "quotes",
    securityGroupName: "quotes-cache",
    vpc,
  });

  const global = RedisGlobal.fromExisting(scope, "global", {
    id: "ldgnf-quotes",
    sharded: false,
    primaryName: "quotes-us-west-2",
  });

  new RedisReplicaGroup(scope, "quotes", {
    global,
    name: "quotes",
    description: "Quotes of the day",
    replicas: 1,
    network,
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
}
