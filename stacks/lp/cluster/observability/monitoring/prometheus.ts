import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import type { IServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { IConstruct } from "constructs";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";
import { ALERTMANAGER } from "./alertmanager";
import { CERTIFICATES } from "./certificate-alerts";
import { AVAILABILITY } from "./slo";

export const NAMESPACE = "monitoring";

/** Of Prometheus' sidecar, and of what asks it. */
export const THANOS_VERSION = "v0.42.4";

/** What Prometheus takes for its own. It looks in its namespace only, so monitors of other namespaces are here too. */
const TEAM = { team: "lp-system" };

/** The operator's label of all pods of Prometheus. */
const PODS = { "app.kubernetes.io/name": "prometheus" };

/** Of the controller's service; https://cert-manager.io/docs/releases/upgrading/upgrading-1.20-1.21/ has the name of its port. */
const CERT_MANAGER = {
  namespace: "cert-manager",
  labels: { "app.kubernetes.io/name": "cert-manager", "app.kubernetes.io/component": "controller" },
};

/** Prometheus in shards, each twice, with what it scrapes and what it alerts on. */
export function addPrometheus(stack: ClusterStack<LpEnvironment>): void {
  const { namespace } = stack.environment.kubernetes;
  const account = new ServiceAccount(stack, "prometheus-account", { name: "prometheus", namespace: NAMESPACE });
  const rights = [NAMESPACE, namespace, CERT_MANAGER.namespace].flatMap((place) =>
    allowDiscovery(stack, account, place),
  );
  addMonitor(stack, "api-gateway", namespace, {
    selector: { matchLabels: { app: "api-gateway" } },
    endpoints: [{ port: "metrics", path: "/metrics", interval: "15s" }],
  });
  addMonitor(stack, "cert-manager", CERT_MANAGER.namespace, {
    selector: { matchLabels: CERT_MANAGER.labels },
    endpoints: [{ port: "http-metrics", path: "/metrics", interval: "60s" }],
  });
  for (const group of [AVAILABILITY, CERTIFICATES]) {
    new CustomResource(stack, group.name, {
      manifest: {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata: { name: group.name, namespace: NAMESPACE, labels: TEAM },
        spec: { groups: [group] },
      },
    });
  }
  new CustomResource(stack, "prometheus", {
    manifest: prometheus(stack.environment.observability.prometheus, account),
    after: [account, ...rights],
  });
  new PodDisruptionBudgetV1(stack, "prometheus-budget", {
    metadata: { name: "prometheus", namespace: NAMESPACE },
    spec: { maxUnavailable: "1", selector: { matchLabels: PODS } },
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
      metadata: { name, namespace: NAMESPACE, labels: TEAM },
      spec: { namespaceSelector: { matchNames: [namespace] }, ...spec },
    },
  });
}

/** Not of the type its models have, which take a claim in a StatefulSet for an object of its own. */
function prometheus(settings: LpEnvironment["observability"]["prometheus"], account: ServiceAccount) {
  const { replicas, shards, retentionDays, storageGibibytes, requests, limits, nodeRole } = settings;
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "Prometheus",
    metadata: { name: "prometheus", namespace: NAMESPACE },
    spec: {
      replicas,
      shards,
      replicaExternalLabelName: "replica",
      prometheusExternalLabelName: "prometheus",
      serviceAccountName: account.name,
      serviceDiscoveryRole: "EndpointSlice",
      serviceMonitorSelector: { matchLabels: TEAM },
      ruleSelector: { matchLabels: TEAM },
      alerting: { alertmanagers: [{ namespace: NAMESPACE, name: ALERTMANAGER.service, port: "web" }] },
      retention: `${retentionDays}d`,
      // Before the volume is full, which Prometheus does not survive.
      retentionSize: `${Math.floor(storageGibibytes * 0.85)}GiB`,
      storage: {
        volumeClaimTemplate: { spec: volumeClaim(storageGibibytes) },
      },
      resources: { requests: { ...requests }, limits: { ...limits } },
      // Shows what this shard knows to whoever asks all of them.
      thanos: { image: `quay.io/thanos/thanos:${THANOS_VERSION}`, version: THANOS_VERSION },
      ...(nodeRole ? { nodeSelector: { role: nodeRole } } : {}),
      topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: PODS },
        // Apart are those that stand in for each other.
        additionalLabelSelectors: "OnShard",
      })),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        fsGroup: 2000,
        seccompProfile: { type: "RuntimeDefault" },
      },
    },
  };
}

/** Lets it find what it scrapes in a namespace, and whom it tells of alerts. */
function allowDiscovery(stack: ClusterStack, account: ServiceAccount, namespace: string): IConstruct[] {
  const verbs = ["get", "list", "watch"];
  const role = new RoleV1(stack, `prometheus-role-${namespace}`, {
    metadata: { name: "prometheus", namespace },
    rule: [
      { apiGroups: [""], resources: ["services", "endpoints", "pods"], verbs },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs },
    ],
  });
  const binding = new RoleBindingV1(stack, `prometheus-role-binding-${namespace}`, {
    metadata: { name: "prometheus", namespace },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
    subject: [{ kind: "ServiceAccount", name: account.name, namespace: account.namespace }],
  });
  return [binding];
}
