import { PrometheusAdapter } from "@modules/kubernetes/charts/prometheus-adapter";
import type { Construct } from "constructs";

/** Requests per second of pods, from a counter with another name than the default. */
export function example(scope: Construct): void {
  new PrometheusAdapter(scope, "adapter", {
    prometheus: { url: "http://prometheus.monitoring.svc", port: 9090 },
    requestCounter: "grpc_server_handled_total",
  });
}
