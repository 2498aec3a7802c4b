import { RedisGlobal } from "@modules/aws/database/redis/redis-global";
import { RedisReplicaGroup } from "@modules/aws/database/redis/redis-replica-group";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A cache that replicates a global datastore whose primary is in another region. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const primary = { id: "ldgnf-quotes", sharded: false, primaryName: "quotes-us-west-2" };

  new RedisReplicaGroup(scope, "quotes", {
    global: RedisGlobal.fromExisting(scope, "global", primary),
    name: "quotes",
    description: "Quotes of the day",
    replicas: 1,
    // A `CacheNetwork` creates both.
    network: { subnetGroupName: "caches", securityGroupId: "sg-0abc1234def567890" },
    key,
    logsKey: key,
    logRetentionDays: 365,
  });
}
