import { Redis } from "@modules/google/database/redis";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { Secret } from "@modules/google/security/secret";
import type { Construct } from "constructs";

/** A Redis cache with a replica, whose URL workloads read from a secret. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", { name: "shop", privateServicesRange: "shop-services" });
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
  });

  const sessions = new Redis(scope, "sessions", {
    name: "sessions",
    memoryGibibytes: 5,
    privateServices: vpc.privateServices,
    key,
    parameters: { "maxmemory-policy": "volatile-lru" },
  });
  new Secret(scope, "url", {
    name: "sessions-url",
    value: `rediss://:${sessions.password}@${sessions.host}:${sessions.port}`,
  });
}
