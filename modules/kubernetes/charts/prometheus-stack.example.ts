import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { PrometheusStack } from "@modules/kubernetes/charts/prometheus-stack";
import { Namespace } from "@modules/kubernetes/security/namespace";
import type { Construct } from "constructs";

/** Prometheus and Alertmanager, without Grafana and without the agents on every node. */
export function example(scope: Construct): void {
  const namespace = new Namespace(scope, "namespace", { name: MONITORING_NAMESPACE, isolated: false });

  new PrometheusStack(scope, "monitoring", {
    values: { grafana: { enabled: false }, nodeExporter: { enabled: false } },
    after: [namespace],
  });
}
