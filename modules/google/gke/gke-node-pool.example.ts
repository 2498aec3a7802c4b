import { GkeCluster } from "@modules/google/gke/gke-cluster";
import { GkeNodePool } from "@modules/google/gke/gke-node-pool";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A pool of preemptible nodes in another team's cluster, which grows from zero, for pods that tolerate its taint. */
export function example(scope: Construct): void {
  const cluster = GkeCluster.fromExisting(scope, "cluster", {
    name: "batches",
    diskKey: Key.fromExisting(scope, "key", {
      id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
    }),
    nodeAccount: new ServiceAccount(scope, "nodes", { name: "batch-nodes", description: "Nodes of batches" }),
  });

  new GkeNodePool(scope, "batch", {
    name: "batch",
    cluster,
    machineType: "c2-standard-8",
    minNodesPerZone: 0,
    maxNodesPerZone: 10,
    preemptible: true,
    taints: [{ key: "batch", value: "true", effect: "NO_SCHEDULE" }],
    resourceLabels: { project: "batches" },
  });
}
