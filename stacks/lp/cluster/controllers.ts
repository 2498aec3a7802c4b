import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { placement } from "@modules/aws/eks/eks-placement";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Istio } from "@modules/kubernetes/charts/istio";
import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { PrometheusStack } from "@modules/kubernetes/charts/prometheus-stack";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { ClusterStack, eksAccess } from "../../base/cluster-stack";
import { dockerHub } from "../../parts/aws/docker-hub";
import {
  addAutoscaler,
  addEksControllers,
  addIstio,
  addLoadBalancing,
  addNamespace,
} from "../../parts/cluster/controllers";
import { SYSTEM_NODES } from "../aws/kubernetes";

export interface ControllersProps {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
}

/** Operators and their custom resource definitions, which must exist before a later stack can be planned. */
export class ControllersStack extends ClusterStack<LpEnvironment> {
  readonly mesh: Istio;

  constructor(scope: Construct, environment: LpEnvironment, { cluster, vpc }: ControllersProps) {
    const { account, cloudflare } = environment;
    super(scope, environment, "controllers", eksAccess(cluster, account.region), []);
    const system = placement(SYSTEM_NODES);
    const { certManager } = addEksControllers(this, system);
    addAutoscaler(this, cluster, system);
    addLoadBalancing(this, {
      cluster,
      region: account.region,
      vpcId: vpc.id,
      placement: system,
      after: [certManager],
    });
    this.mesh = addIstio(this, {
      trustedProxies: cloudflare ? 1 : 0,
      images: `${dockerHub(environment)}/istio`,
      placement: system,
    });
    const monitoring = addNamespace(this, MONITORING_NAMESPACE);
    new PrometheusStack(this, "prometheus-operator", {
      namespace: MONITORING_NAMESPACE,
      // Only the operator is installed, because the observability stack creates Prometheus, Alertmanager and Grafana.
      // The chart's exporters are disabled: this Prometheus selects only monitors of the team, and one exporter needs a
      // privileged namespace.
      values: {
        ...Object.fromEntries(UNUSED_PARTS.map((part) => [part, { enabled: false }])),
        defaultRules: { create: false },
      },
      placement: system,
      after: [monitoring],
    });
  }
}

/** Parts of kube-prometheus-stack to disable: all except the operator. */
const UNUSED_PARTS = [
  "alertmanager",
  "coreDns",
  "grafana",
  "kubeApiServer",
  "kubeStateMetrics",
  "kubelet",
  "nodeExporter",
  "prometheus",
] as const;
