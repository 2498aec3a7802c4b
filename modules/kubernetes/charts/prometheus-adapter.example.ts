import { PrometheusAdapter } from "@modules/kubernetes/charts/prometheus-adapter";
import type { Construct } from "constructs";

/** Requests per second of pods as a metric for autoscalers, from a counter with a name of its own. */
export function example(scope: Construct): void {
  new PrometheusAdapter(scope, "adapter", {
    prometheus: { url: "http://prometheus.monitoring.svc", port: 9090 },
    requestCounter: "grpc_server_handled_total",
  });
}
