import { GkeCluster } from "@modules/google/gke/gke-cluster";
import { GkeNodePool } from "@modules/google/gke/gke-node-pool";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A pool of preemptible nodes that grows from zero, for pods that tolerate its taint. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", {
    name: "shop",
    subnets: {
      nodes: {
        name: "shop-nodes",
        cidr: "10.20.0.0/20",
        pods: { name: "pods", cidr: "10.24.0.0/14" },
        services: { name: "services", cidr: "10.20.32.0/20" },
      },
    },
  });
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
  });

  const cluster = new GkeCluster(scope, "cluster", {
    name: "batches",
    vpc,
    subnet: "nodes",
    controlPlaneCidr: "10.20.49.0/28",
    key,
    diskKey: key,
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
