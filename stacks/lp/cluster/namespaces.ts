/** Namespace of Prometheus, Alertmanager and Grafana. */
export const MONITORING_NAMESPACE = "monitoring";
