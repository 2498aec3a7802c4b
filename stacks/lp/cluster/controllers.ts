import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { placement } from "@modules/aws/eks/eks-placement";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Istio } from "@modules/kubernetes/charts/istio";
import { PrometheusStack } from "@modules/kubernetes/charts/prometheus-stack";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { ClusterStack, eksAccess } from "../../base/cluster-stack";
import {
  addAutoscaler,
  addEksControllers,
  addIstio,
  addLoadBalancing,
  addNamespace,
} from "../../parts/cluster/controllers";
import { SYSTEM } from "../aws/kubernetes";

export interface ControllersNeeds {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
}

/** Operators and the definitions of their resources: applied before anything that uses them is planned. */
export class ControllersStack extends ClusterStack<LpEnvironment> {
  readonly mesh: Istio;

  constructor(scope: Construct, environment: LpEnvironment, { cluster, vpc }: ControllersNeeds) {
    const { account, cloudflare } = environment;
    super(scope, environment, "controllers", eksAccess(cluster, account.region));
    const system = placement(SYSTEM);
    const { certManager } = addEksControllers(this, system);
    addAutoscaler(this, cluster, system);
    addLoadBalancing(this, {
      cluster,
      region: account.region,
      vpcId: vpc.id,
      placement: system,
      after: [certManager],
    });
    this.mesh = addIstio(this, { trustedProxies: cloudflare ? 1 : 0, placement: system });
    // Agents of nodes see the nodes' own file systems and network.
    const monitoring = addNamespace(this, "monitoring", "privileged");
    new PrometheusStack(this, "prometheus-operator", {
      namespace: "monitoring",
      // Prometheus, Grafana and the adapter of metrics are the platform's own, in a later stack.
      values: {
        prometheus: { enabled: false },
        alertmanager: { enabled: false },
        grafana: { enabled: false },
        defaultRules: { create: false },
      },
      placement: system,
      after: [monitoring],
    });
  }
}
