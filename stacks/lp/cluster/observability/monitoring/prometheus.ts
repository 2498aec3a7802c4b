import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { CERT_MANAGER_NAMESPACE, MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { IConstruct } from "constructs";
import type { LpEnvironment, PrometheusSettings } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";
import { API_GATEWAY } from "../../workloads/endpoints";
import { ALERTMANAGER_SERVICE } from "./alertmanager";
import { CERTIFICATE_ALERTS } from "./certificate-alerts";
import { POD_SECURITY_CONTEXT } from "./pod-security";
import { availabilityRules } from "./slo";

/** Version of the Thanos sidecar and of the querier, which must match. */
export const THANOS_VERSION = "v0.42.4";

/**
 * Label of the monitors and rules that Prometheus selects. It searches only its own namespace, so the monitors for
 * other namespaces are also here.
 */
const TEAM_LABEL = { team: "lp-system" };

/** Label that the operator gives to all pods of Prometheus. */
const POD_LABELS = { "app.kubernetes.io/name": "prometheus" };

/** Service of cert-manager's controller. Its port `http-metrics` was renamed in 1.21: https://cert-manager.io/docs/releases/upgrading/upgrading-1.20-1.21/ */
const CERT_MANAGER = {
  namespace: CERT_MANAGER_NAMESPACE,
  labels: { "app.kubernetes.io/name": "cert-manager", "app.kubernetes.io/component": "controller" },
};

/** Sharded Prometheus with replicas of each shard, its scrape targets and its alerting rules. */
export function addPrometheus(stack: ClusterStack<LpEnvironment>): void {
  const { namespace } = stack.environment.kubernetes;
  const account = new ServiceAccount(stack, "prometheus-account", {
    name: "prometheus",
    namespace: MONITORING_NAMESPACE,
  });
  const bindings = [MONITORING_NAMESPACE, namespace, CERT_MANAGER.namespace].map((searched) =>
    grantDiscovery(stack, account, searched),
  );
  addMonitor(stack, API_GATEWAY, namespace, {
    selector: { matchLabels: { app: API_GATEWAY } },
    endpoints: [{ port: "metrics", path: "/metrics", interval: "15s" }],
  });
  addMonitor(stack, "cert-manager", CERT_MANAGER.namespace, {
    selector: { matchLabels: CERT_MANAGER.labels },
    endpoints: [{ port: "http-metrics", path: "/metrics", interval: "60s" }],
  });
  const rules = { availability: availabilityRules(stack.environment), certificates: [CERTIFICATE_ALERTS] };
  for (const [name, groups] of Object.entries(rules)) {
    new CustomResource(stack, name, {
      manifest: {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name, namespace: MONITORING_NAMESPACE, labels: TEAM_LABEL },
        spec: { groups },
      },
    });
  }
  new CustomResource(stack, "prometheus", {
    manifest: prometheus(stack.environment.observability.prometheus, account),
    after: [account, ...bindings],
  });
  new PodDisruptionBudgetV1(stack, "prometheus-budget", {
    metadata: { name: "prometheus", namespace: MONITORING_NAMESPACE },
    spec: { maxUnavailable: "1", selector: { matchLabels: POD_LABELS } },
  });
}

function addMonitor(
  stack: ClusterStack,
  name: string,
  namespace: string,
  spec: Pick<NonNullable<IServiceMonitor["spec"]>, "selector" | "endpoints">,
): void {
  new CustomResource<IServiceMonitor>(stack, `${name}-monitor`, {
    manifest: {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name, namespace: MONITORING_NAMESPACE, labels: TEAM_LABEL },
      spec: { namespaceSelector: { matchNames: [namespace] }, ...spec },
    },
  });
}

/**
 * The Prometheus object. It has no type, because the type in @kubernetes-models requires a complete
 * PersistentVolumeClaim as the template.
 */
function prometheus(settings: PrometheusSettings, account: ServiceAccount) {
  const { replicas, shards, retentionDays, storageGibibytes, requests, limits, nodeRole } = settings;
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "Prometheus",
    metadata: { name: "prometheus", namespace: MONITORING_NAMESPACE },
    spec: {
      replicas,
      shards,
      replicaExternalLabelName: "replica",
      prometheusExternalLabelName: "prometheus",
      serviceAccountName: account.name,
      serviceDiscoveryRole: "EndpointSlice",
      serviceMonitorSelector: { matchLabels: TEAM_LABEL },
      ruleSelector: { matchLabels: TEAM_LABEL },
      alerting: { alertmanagers: [{ namespace: MONITORING_NAMESPACE, name: ALERTMANAGER_SERVICE, port: "web" }] },
      retention: `${retentionDays}d`,
      // Prometheus deletes its oldest blocks at 85 %, because it crashes on a full volume.
      retentionSize: `${Math.floor(storageGibibytes * 0.85)}GiB`,
      storage: {
        volumeClaimTemplate: { spec: volumeClaim(storageGibibytes) },
      },
      resources: { requests: { ...requests }, limits: { ...limits } },
      // Sidecar through which the querier reads this shard.
      thanos: { image: `quay.io/thanos/thanos:${THANOS_VERSION}`, version: THANOS_VERSION },
      ...(nodeRole ? { nodeSelector: { role: nodeRole } } : {}),
      topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: POD_LABELS },
        // The constraint spreads the replicas of one shard; different shards may share a node.
        additionalLabelSelectors: "OnShard",
      })),
      securityContext: POD_SECURITY_CONTEXT,
    },
  };
}

/** Allows Prometheus to discover scrape targets and Alertmanagers in a namespace. */
function grantDiscovery(stack: ClusterStack, account: ServiceAccount, namespace: string): IConstruct {
  const verbs = ["get", "list", "watch"];
  const role = new RoleV1(stack, `prometheus-role-${namespace}`, {
    metadata: { name: "prometheus", namespace },
    rule: [
      { apiGroups: [""], resources: ["services", "endpoints", "pods"], verbs },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs },
    ],
  });
  return new RoleBindingV1(stack, `prometheus-role-binding-${namespace}`, {
    metadata: { name: "prometheus", namespace },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
    subject: [{ kind: "ServiceAccount", name: account.name, namespace: account.namespace }],
  });
}
