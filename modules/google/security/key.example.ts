import { Key } from "@modules/google/security/key";
import type { Construct } from "constructs";

/** A key for buckets and databases in one region, and a key of another team that a service may use. */
export function example(scope: Construct): void {
  new Key(scope, "data", {
    name: "data",
    keyRing: "projects/example-project/locations/us-central1/keyRings/example",
    services: ["sqladmin", "storage"],
  });

  const shared = Key.fromExisting(scope, "shared", {
    id: "projects/example-security/locations/us-central1/keyRings/shared/cryptoKeys/images",
  });
  shared.grantEncryptDecrypt("artifactregistry");
}
