import type { Construct } from "constructs";
import { type AddonProps, REPLICAS, requests } from "./addon";
import { Chart } from "./chart";

export interface PrometheusAdapterProps extends AddonProps {
  readonly namespace: string;

  /** URL without port of a Prometheus that knows all pods, shards or not. */
  readonly prometheus: { readonly url: string; readonly port: number };

  /** Counter that each pod raises with every request, with labels `namespace` and `pod`. @default "http_requests_total" */
  readonly requestCounter?: string;
}

/**
 * Shows Kubernetes metrics of Prometheus, so that autoscalers can go by them: the
 * pods' `requests_per_second`. Its certificate is cert-manager's.
 * https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md
 */
export class PrometheusAdapter extends Chart {
  constructor(scope: Construct, id: string, props: PrometheusAdapterProps) {
    const { namespace, prometheus, requestCounter = "http_requests_total", placement, after } = props;
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
          // The chart's own would make a metric of every counter of every pod.
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
    });
  }
}
