/**
 * Namespaces that controllers run in. Network policies, identities of pods and other charts
 * refer to them by these constants.
 */

/** Exists in every cluster; agents of nodes and controllers of the cloud run here. */
export const KUBE_SYSTEM_NAMESPACE = "kube-system";

export const CERT_MANAGER_NAMESPACE = "cert-manager";

export const EXTERNAL_SECRETS_NAMESPACE = "external-secrets";

export const INGRESS_NGINX_NAMESPACE = "ingress-nginx";

/** Istio's control plane and gateway; Secrets with the certificates of a Gateway must be in this namespace. */
export const ISTIO_NAMESPACE = "istio-system";

/** Prometheus, Alertmanager and Grafana. */
export const MONITORING_NAMESPACE = "monitoring";
