import { Repository } from "@modules/google/artifact-registry/repository";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A repository for container images, and one of another project; the nodes of a cluster pull from both. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
  });

  const images = new Repository(scope, "images", { name: "shop", description: "Images of the shop", key });
  const bases = Repository.fromExisting(scope, "bases", { name: "bases", project: "example-builds" });

  const nodes = new ServiceAccount(scope, "nodes", { name: "shop-nodes", description: "Nodes of the shop" });
  images.grantPull(nodes);
  bases.grantPull(nodes);
}
