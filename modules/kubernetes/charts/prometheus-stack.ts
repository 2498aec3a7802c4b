import type { Construct } from "constructs";
import { type AddonProps, requests } from "./addon";
import { Chart } from "./chart";

export interface PrometheusStackProps extends AddonProps {
  readonly namespace: string;

  /** What is installed besides the operator, in the chart's own words. */
  readonly values: object;
}

/**
 * The operator of Prometheus with its definitions, and what the values ask for.
 * A managed control plane shows its schedulers and stores to nobody, so nothing asks them.
 * https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack
 */
export class PrometheusStack extends Chart {
  constructor(scope: Construct, id: string, { namespace, values, placement, after }: PrometheusStackProps) {
    super(scope, id, {
      name: "kube-prometheus-stack",
      namespace,
      repository: "https://prometheus-community.github.io/helm-charts",
      chart: "kube-prometheus-stack",
      version: "88.6.4",
      values: {
        kubeControllerManager: { enabled: false },
        kubeEtcd: { enabled: false },
        kubeProxy: { enabled: false },
        kubeScheduler: { enabled: false },
        prometheusOperator: {
          resources: requests("100m", "256Mi"),
          ...placement,
          admissionWebhooks: { patch: { ...placement } },
        },
        "kube-state-metrics": { resources: requests("50m", "256Mi"), ...placement },
        "prometheus-node-exporter": { resources: requests("20m", "64Mi") },
        ...values,
      },
      // Ten definitions and up to a dozen workloads.
      timeoutSeconds: 900,
      after,
    });
  }
}
