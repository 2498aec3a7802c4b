/**
 * Limits that Kubernetes enforces on arguments and that the provider's schema leaves out, by resource type.
 * https://kubernetes.io/docs/reference/kubernetes-api/
 */
import type { ArgumentLimits } from "@modules/core/arguments";
import {
  chartRepository,
  countOrPercent,
  cronJobName,
  dnsLabel,
  dnsSubdomain,
  exactVersion,
  labelValue,
  portName,
  portOrName,
  roleName,
  serviceName,
} from "./patterns";
import { podLimits } from "./pod-arguments";

const PROTOCOLS = ["TCP", "UDP", "SCTP"];
const SUBJECTS = ["User", "Group", "ServiceAccount"];

const named = (name: typeof dnsLabel, limits: ArgumentLimits = {}): ArgumentLimits => ({
  ...limits,
  patterns: {
    "metadata.name": name,
    "metadata.namespace": dnsLabel,
    "metadata.labels.*": labelValue,
    ...limits.patterns,
  },
});

const workload = (name: typeof dnsLabel, path: string, { values, patterns, ranges }: ArgumentLimits = {}) => {
  const pods = podLimits(path);
  return named(name, {
    values: { ...pods.values, ...values },
    patterns: { ...pods.patterns, ...patterns },
    ranges: { ...pods.ranges, ...ranges },
  });
};

export const ARGUMENTS: Readonly<Record<string, ArgumentLimits>> = {
  helm_release: { patterns: { version: exactVersion, repository: chartRepository } },
  kubernetes_manifest: {
    patterns: { "manifest.metadata.name": dnsSubdomain, "manifest.metadata.namespace": dnsLabel },
  },
  kubernetes_namespace_v1: named(dnsLabel),
  kubernetes_service_account_v1: named(dnsSubdomain),
  kubernetes_config_map_v1: named(dnsSubdomain),
  kubernetes_secret_v1: named(dnsSubdomain),
  kubernetes_deployment_v1: workload(dnsLabel, "spec.template", {
    values: { "spec.strategy.type": ["RollingUpdate", "Recreate"] },
    patterns: {
      "spec.strategy.rolling_update.max_surge": countOrPercent,
      "spec.strategy.rolling_update.max_unavailable": countOrPercent,
    },
  }),
  kubernetes_daemon_set_v1: workload(dnsLabel, "spec.template", {
    values: { "spec.strategy.type": ["RollingUpdate", "OnDelete"] },
    patterns: { "spec.strategy.rolling_update.max_unavailable": countOrPercent },
  }),
  kubernetes_stateful_set_v1: workload(dnsLabel, "spec.template", {
    values: {
      "spec.pod_management_policy": ["OrderedReady", "Parallel"],
      "spec.update_strategy.type": ["RollingUpdate", "OnDelete"],
    },
  }),
  kubernetes_job_v1: workload(dnsLabel, "spec.template"),
  kubernetes_cron_job_v1: workload(cronJobName, "spec.job_template.spec.template", {
    values: { "spec.concurrency_policy": ["Allow", "Forbid", "Replace"] },
  }),
  kubernetes_service_v1: named(serviceName, {
    values: {
      "spec.type": ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"],
      "spec.session_affinity": ["None", "ClientIP"],
      "spec.external_traffic_policy": ["Cluster", "Local"],
      "spec.internal_traffic_policy": ["Cluster", "Local"],
      "spec.port.protocol": PROTOCOLS,
    },
    patterns: { "spec.port.name": dnsLabel, "spec.port.target_port": portOrName },
    ranges: { "spec.port.port": [1, 65535], "spec.port.node_port": [30000, 32767] },
  }),
  kubernetes_horizontal_pod_autoscaler_v2: named(dnsSubdomain, {
    values: {
      "spec.metric.type": ["Resource", "ContainerResource", "Pods", "Object", "External"],
      "spec.metric.*.target.type": ["Utilization", "Value", "AverageValue"],
      "spec.behavior.*.select_policy": ["Max", "Min", "Disabled"],
      "spec.behavior.*.policy.type": ["Percent", "Pods"],
    },
    ranges: {
      "spec.behavior.*.stabilization_window_seconds": [0, 3600],
      "spec.behavior.*.policy.period_seconds": [1, 1800],
      "spec.behavior.*.policy.value": [1, 1_000_000],
    },
  }),
  kubernetes_pod_disruption_budget_v1: named(dnsSubdomain, {
    patterns: { "spec.max_unavailable": countOrPercent, "spec.min_available": countOrPercent },
    exclusive: [["spec.max_unavailable", "spec.min_available"]],
  }),
  kubernetes_network_policy_v1: named(dnsSubdomain, {
    values: {
      "spec.policy_types": ["Ingress", "Egress"],
      "spec.ingress.ports.protocol": PROTOCOLS,
      "spec.egress.ports.protocol": PROTOCOLS,
    },
    patterns: { "spec.ingress.ports.port": portOrName, "spec.egress.ports.port": portOrName },
  }),
  kubernetes_ingress_v1: named(dnsSubdomain, {
    values: { "spec.rule.http.path.path_type": ["Exact", "Prefix", "ImplementationSpecific"] },
    patterns: { "spec.rule.http.path.backend.service.port.name": portName },
    ranges: { "spec.rule.http.path.backend.service.port.number": [1, 65535] },
  }),
  kubernetes_storage_class_v1: named(dnsSubdomain, {
    values: {
      reclaim_policy: ["Delete", "Retain"],
      volume_binding_mode: ["Immediate", "WaitForFirstConsumer"],
    },
  }),
  kubernetes_persistent_volume_claim_v1: named(dnsSubdomain, {
    values: {
      "spec.access_modes": ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"],
      "spec.volume_mode": ["Filesystem", "Block"],
    },
  }),
  kubernetes_priority_class_v1: named(dnsSubdomain, {
    values: { preemption_policy: ["PreemptLowerPriority", "Never"] },
    ranges: { value: [-2_147_483_648, 1_000_000_000] },
  }),
  kubernetes_role_v1: named(roleName),
  kubernetes_cluster_role_v1: named(roleName),
  kubernetes_role_binding_v1: named(roleName, {
    values: { "role_ref.kind": ["Role", "ClusterRole"], "subject.kind": SUBJECTS },
  }),
  kubernetes_cluster_role_binding_v1: named(roleName, {
    values: { "role_ref.kind": ["ClusterRole"], "subject.kind": SUBJECTS },
  }),
};
