import { ComputeAddress } from "@cdktf/provider-google/lib/compute-address";
import type { GkeCluster } from "@modules/google/containers/gke-cluster";
import { Repository } from "@modules/google/containers/repository";
import type { IVpc } from "@modules/google/network/vpc";
import type { IKey } from "@modules/google/security/key";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../environments/lp/environment";
import { scopeName } from "../environment-stack";
import { addGkeCluster, addNodePool } from "../gke";
import { GoogleStack } from "../google-stack";

export interface KubernetesNeeds {
  readonly vpc: IVpc;
  readonly keys: { readonly cluster: IKey; readonly data: IKey };
}

/** The cluster that takes over from AWS, and that development has a part of until then; what runs in it is a later stack. */
export class KubernetesStack extends GoogleStack<LpEnvironment> {
  readonly cluster: GkeCluster;
  readonly images: Repository;
  /** Where the gateway answers; the edge knows it before anything does. */
  readonly gatewayAddress: string;

  constructor(scope: Construct, environment: LpEnvironment, { vpc, keys }: KubernetesNeeds) {
    super(scope, environment, "kubernetes");
    const { deletionProtection } = environment;
    this.cluster = addGkeCluster(this, { name: scopeName(environment), vpc, key: keys.cluster, diskKey: keys.data });
    addNodePool(this, "application-pool", this.google.kubernetes.nodePools.application, {
      cluster: this.cluster,
      labels: { role: "application" },
    });
    this.images = new Repository(this, "images", {
      name: this.named("lp-system"),
      description: "Images of AWS's registry, where no outage of AWS reaches them",
      key: keys.data,
      deletionProtection,
    });
    this.images.grantPull(this.cluster.nodeAccount);
    this.gatewayAddress = new ComputeAddress(this, "gateway", {
      name: this.named("lp-gateway"),
      region: this.google.region,
      addressType: "EXTERNAL",
      networkTier: "PREMIUM",
      description: "The API's gateway, bound by its service in the cluster",
      lifecycle: { preventDestroy: deletionProtection },
    }).address;
  }
}
