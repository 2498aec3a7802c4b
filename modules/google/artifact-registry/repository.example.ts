import { Repository } from "@modules/google/artifact-registry/repository";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A repository for container images, from which the nodes of a cluster pull. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
  });

  const images = new Repository(scope, "images", { name: "shop", description: "Images of the shop", key });
  images.grantPull(new ServiceAccount(scope, "nodes", { name: "shop-nodes", description: "Nodes of the shop" }));
}
