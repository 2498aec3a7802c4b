import type { EksCluster } from "@modules/aws/containers/eks-cluster";
import { IngressNginx } from "@modules/kubernetes/charts/ingress-nginx";
import type { Istio } from "@modules/kubernetes/charts/istio";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { ClusterStack, eksAccess } from "../cluster-stack";
import { addAutoscaler, addEksControllers, addIstio, addNamespace } from "../controllers";

export interface ControllersNeeds {
  readonly cluster: EksCluster;
}

/** Operators and the definitions of their resources: applied before anything that uses them is planned. */
export class ControllersStack extends ClusterStack<DafnckmachineEnvironment> {
  readonly mesh: Istio;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, { cluster }: ControllersNeeds) {
    super(scope, environment, "controllers", eksAccess(cluster, environment.account.region));
    addEksControllers(this);
    addAutoscaler(this, cluster);
    this.mesh = addIstio(this, {});
    const namespace = addNamespace(this, "ingress-nginx");
    new IngressNginx(this, "ingress", { namespace: "ingress-nginx", after: [namespace] });
  }
}
