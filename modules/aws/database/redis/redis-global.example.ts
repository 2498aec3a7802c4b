import { RedisGlobal } from "@modules/aws/database/redis/redis-global";
import type { Construct } from "constructs";

/** A global datastore with the sessions of this region. Stacks of other regions receive it as a prop. */
export function example(scope: Construct): void {
  new RedisGlobal(scope, "global", {
    name: "sessions",
    description: "Sessions in all regions",
    // A `RedisGlobalPrimary` has these attributes.
    primary: {
      id: "sessions",
      name: "sessions",
      nodeType: "cache.r7g.large",
      topology: { shards: 2, replicasPerShard: 1 },
    },
  });
}
