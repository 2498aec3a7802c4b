import { RedisGlobalPrimary } from "@modules/aws/database/redis/redis-global-primary";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A cache that a global datastore may replicate to other regions later. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  new RedisGlobalPrimary(scope, "carts", {
    name: "carts",
    description: "Shopping carts",
    nodeType: "cache.r7g.large",
    topology: { nodes: 3 },
    // A `CacheNetwork` creates both.
    network: { subnetGroupName: "caches", securityGroupId: "sg-0abc1234def567890" },
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
}
