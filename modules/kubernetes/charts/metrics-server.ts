import type { Construct } from "constructs";
import { type AddonProps, REPLICAS } from "./addon";
import { Chart } from "./chart";

/** CPU and memory of pods, which autoscalers go by. Its certificate is cert-manager's. https://github.com/kubernetes-sigs/metrics-server */
export class MetricsServer extends Chart {
  constructor(scope: Construct, id: string, { placement, after }: AddonProps) {
    super(scope, id, {
      name: "metrics-server",
      namespace: "kube-system",
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
    });
  }
}
