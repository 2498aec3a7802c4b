import type { Construct } from "constructs";
import { type AddonProps, REPLICAS, requests } from "./addon";
import { Chart } from "./chart";
import { MONITORING_NAMESPACE } from "./namespaces";

export interface PrometheusAdapterProps extends AddonProps {
  /** An existing namespace. @default "monitoring" */
  readonly namespace?: string;

  /** URL without a port, and port, of the Prometheus that scrapes the pods. */
  readonly prometheus: { readonly url: string; readonly port: number };

  /** Counter of requests that each pod exports, with the labels `namespace` and `pod`. @default "http_requests_total" */
  readonly requestCounter?: string;
}

/**
 * Prometheus Adapter, which provides autoscalers with the metric `requests_per_second` of pods, computed from a counter
 * in Prometheus. cert-manager issues its certificate.
 * https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md
 */
export class PrometheusAdapter extends Chart {
  constructor(scope: Construct, id: string, props: PrometheusAdapterProps) {
    const { namespace = MONITORING_NAMESPACE, prometheus, requestCounter = "http_requests_total" } = props;
    const { placement, after, overrides } = props;
    super(scope, id, {
      name: "prometheus-adapter",
      namespace,
      repository: "https://prometheus-community.github.io/helm-charts",
      chart: "prometheus-adapter",
      version: "5.3.0",
      values: {
        prometheus,
        replicas: REPLICAS,
        podDisruptionBudget: { enabled: true },
        resources: requests("100m", "256Mi"),
        certManager: { enabled: true },
        rules: {
          // The chart's default rules would expose every counter of every pod as a metric.
          default: false,
          custom: [
            {
              seriesQuery: `${requestCounter}{namespace!="",pod!=""}`,
              resources: { overrides: { namespace: { resource: "namespace" }, pod: { resource: "pod" } } },
              name: { as: "requests_per_second" },
              metricsQuery: "sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)",
            },
          ],
        },
        ...placement,
      },
      after,
      overrides,
    });
  }
}
