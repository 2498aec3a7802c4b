import { Redis } from "@modules/aws/database/redis/redis";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A sharded cache that adds shards as its memory fills, and a role that may log in. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });

  const feed = new Redis(scope, "feed", {
    name: "feed",
    description: "Feeds of users",
    nodeType: "cache.r7g.large",
    topology: { shards: 2, replicasPerShard: 1, scaling: { shards: { min: 2, max: 8, targetPercent: 75 } } },
    // A `CacheNetwork` creates both.
    network: { subnetGroupName: "caches", securityGroupId: "sg-0abc1234def567890" },
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
  feed.grantConnect(new Role(scope, "role", { name: "feed-writer", assumedBy: "ecs-tasks.amazonaws.com" }));
}
