import type { Construct } from "constructs";
import { type AddonProps, REPLICAS } from "./addon";
import { Chart } from "./chart";
import { KUBE_SYSTEM_NAMESPACE } from "./namespaces";

/**
 * Metrics Server, which provides autoscalers and `kubectl top` with the CPU and memory use of pods and nodes.
 * cert-manager issues its certificate. https://github.com/kubernetes-sigs/metrics-server
 */
export class MetricsServer extends Chart {
  constructor(scope: Construct, id: string, { placement, after, overrides }: AddonProps = {}) {
    super(scope, id, {
      name: "metrics-server",
      namespace: KUBE_SYSTEM_NAMESPACE,
      repository: "https://kubernetes-sigs.github.io/metrics-server",
      chart: "metrics-server",
      version: "3.14.0",
      values: {
        replicas: REPLICAS,
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        tls: { type: "cert-manager" },
        apiService: { insecureSkipTLSVerify: false },
        ...placement,
      },
      after,
      overrides,
    });
  }
}
