import type { IRepository } from "@modules/google/artifact-registry/repository";
import type { GkeCluster } from "@modules/google/gke/gke-cluster";
import type { GkeTaint } from "@modules/google/gke/gke-node-pool";
import type { IVpc } from "@modules/google/network/vpc";
import type { IKey } from "@modules/google/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { GoogleStack } from "../../base/google-stack";
import { addGkeCluster, addNodePool } from "../../parts/google/gke";

export interface GoogleKubernetesProps {
  readonly vpc: IVpc;
  readonly keys: { readonly cluster: IKey; readonly data: IKey };
  /** Repository from which nodes pull images. */
  readonly images: IRepository;
}

/** Taint of the nodes for long computations, the same as on AWS. */
const COMPUTE_INTENSIVE: GkeTaint = { key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" };

/** The GKE cluster and its nodes, ready for workloads that move from AWS; no stack runs workloads in it yet. */
export class GoogleKubernetesStack extends GoogleStack<DafnckmachineEnvironment> {
  readonly cluster: GkeCluster;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, { vpc, keys, images }: GoogleKubernetesProps) {
    super(scope, environment, "kubernetes");
    const { general, compute } = this.google.kubernetes.nodePools;
    this.cluster = addGkeCluster(this, {
      name: this.named("dafnckmachine-gke"),
      vpc,
      key: keys.cluster,
      diskKey: keys.data,
      // The cluster starts with nine nodes in three zones. They are deleted before the node pools are created; the
      // check of quotas counts them.
      initialNodesPerZone: 3,
    });
    addNodePool(this, "general-pool", general, { cluster: this.cluster, labels: { "node-pool": "general-pool" } });
    addNodePool(this, "compute-pool", compute, {
      cluster: this.cluster,
      labels: { "node-pool": "compute-pool" },
      taints: [COMPUTE_INTENSIVE],
      preemptible: true,
    });
    images.grantPull(this.cluster.nodeAccount);
  }
}
