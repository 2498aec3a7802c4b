import type { Construct } from "constructs";
import { type AddonProps, requests } from "./addon";
import { Chart } from "./chart";
import { MONITORING_NAMESPACE } from "./namespaces";

export interface PrometheusStackProps extends AddonProps {
  /** An existing namespace. @default "monitoring" */
  readonly namespace?: string;

  /**
   * Values of the chart, which select what it installs besides the operator. They replace this module's values of the
   * same top-level key. @default {}
   */
  readonly values?: object;
}

/**
 * The Prometheus operator with its custom resource definitions, and the parts of kube-prometheus-stack that the values
 * enable. It does not scrape control planes, because EKS and GKE do not expose their metrics.
 * https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack
 */
export class PrometheusStack extends Chart {
  constructor(scope: Construct, id: string, props: PrometheusStackProps = {}) {
    const { namespace = MONITORING_NAMESPACE, values = {}, placement, after, overrides } = props;
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
        // A job applies the custom resource definitions with each upgrade of the chart; Helm itself only installs them
        // once.
        crds: { upgradeJob: { enabled: true, resources: requests("20m", "256Mi"), ...placement } },
        prometheusOperator: {
          resources: requests("100m", "256Mi"),
          ...placement,
          admissionWebhooks: { patch: { ...placement } },
        },
        "kube-state-metrics": { resources: requests("50m", "256Mi"), ...placement },
        "prometheus-node-exporter": { resources: requests("20m", "64Mi") },
        ...values,
      },
      // The chart has ten custom resource definitions and up to a dozen workloads, which take longer than the default.
      timeoutSeconds: 900,
      after,
      overrides,
    });
  }
}
