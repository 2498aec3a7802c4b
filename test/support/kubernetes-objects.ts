/** Converts resources of the Kubernetes provider to objects of the Kubernetes API. */
import type { Json } from "@modules/checks/json";

/** API version by resource type. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  kubernetes_cluster_role_binding_v1: "rbac.authorization.k8s.io/v1",
  kubernetes_cluster_role_v1: "rbac.authorization.k8s.io/v1",
  kubernetes_config_map_v1: "v1",
  kubernetes_cron_job_v1: "batch/v1",
  kubernetes_daemon_set_v1: "apps/v1",
  kubernetes_deployment_v1: "apps/v1",
  kubernetes_horizontal_pod_autoscaler_v2: "autoscaling/v2",
  kubernetes_ingress_v1: "networking.k8s.io/v1",
  kubernetes_job_v1: "batch/v1",
  kubernetes_limit_range_v1: "v1",
  kubernetes_namespace_v1: "v1",
  kubernetes_network_policy_v1: "networking.k8s.io/v1",
  kubernetes_persistent_volume_claim_v1: "v1",
  kubernetes_pod_disruption_budget_v1: "policy/v1",
  kubernetes_priority_class_v1: "scheduling.k8s.io/v1",
  kubernetes_resource_quota_v1: "v1",
  kubernetes_role_binding_v1: "rbac.authorization.k8s.io/v1",
  kubernetes_role_v1: "rbac.authorization.k8s.io/v1",
  kubernetes_service_account_v1: "v1",
  kubernetes_service_v1: "v1",
  kubernetes_stateful_set_v1: "apps/v1",
  kubernetes_storage_class_v1: "storage.k8s.io/v1",
};

/** Arguments of Terraform and of the provider, which are not fields of the object. */
const NOT_SENT = /^(\/\/|depends_on|lifecycle|provider|timeouts|count|for_each|wait_.*)$/;

/** Blocks whose field in the API is a list with a plural name. */
const PLURALS: Readonly<Record<string, string>> = {
  container: "containers",
  host_alias: "hostAliases",
  image_pull_secret: "imagePullSecrets",
  init_container: "initContainers",
  limit: "limits",
  match_field: "matchFields",
  metric: "metrics",
  node_selector_term: "nodeSelectorTerms",
  path: "paths",
  policy: "policies",
  port: "ports",
  rule: "rules",
  secret: "secrets",
  subject: "subjects",
  toleration: "tolerations",
  topology_spread_constraint: "topologySpreadConstraints",
  volume: "volumes",
  volume_claim_template: "volumeClaimTemplates",
  volume_device: "volumeDevices",
  volume_mount: "volumeMounts",
};

/** Blocks whose field in the API is a list with the same name. Other blocks are single objects. */
const LISTS = /^(env|env_from|ingress|egress|from|to|tls|ports|items|sources|match_expressions|.*_during_execution)$/;

/** Maps with free keys, which are not converted. */
const MAPS =
  /^(labels|annotations|match_labels|data|binary_data|limits|requests|hard|node_selector|parameters|manifest)$/;

/** Strings in Terraform that are numbers in the API. */
const NUMBERS =
  /^(replicas|port|target_port|max_surge|max_unavailable|min_available|run_as_user|run_as_group|fs_group|min_replicas)$/;

const NAMES: Readonly<Record<string, string>> = {
  cluster_ip: "clusterIP",
  cluster_ips: "clusterIPs",
  downward_api: "downwardAPI",
  external_ips: "externalIPs",
  load_balancer_ip: "loadBalancerIP",
  storage_provisioner: "provisioner",
};

/**
 * The object that the provider sends for a resource.
 *
 * @throws Error for a resource type without an API version in the table
 */
export function objectOf(type: string, block: Json): Json {
  if (type === "kubernetes_manifest") {
    return withSamples(block.manifest);
  }
  const apiVersion = API_VERSIONS[type];
  if (!apiVersion) {
    throw new Error(`type must be ${Object.keys(API_VERSIONS).join(" or ")}, got ${type}; add it`);
  }
  const kind = type.replace(/^kubernetes_|_v\d$/g, "").replace(/(?:^|_)(.)/g, (_, letter) => letter.toUpperCase());
  const sent = Object.fromEntries(Object.entries(block).filter(([key]) => !NOT_SENT.test(key)));
  const { spec, ...object } = withSamples(convert(sent));
  return { apiVersion, kind, ...object, ...(spec && { spec: kind === "DaemonSet" ? ofDaemonSet(spec) : spec }) };
}

/** The provider names the update strategy of a daemon set `strategy`. */
function ofDaemonSet({ strategy, ...spec }: Json): Json {
  return { ...spec, updateStrategy: strategy };
}

function convert(block: Json): Json {
  // The provider sends no field for an empty list of blocks.
  const given = Object.entries<Json>(block).filter(([key, value]) => !(key in PLURALS && value?.length === 0));
  return Object.fromEntries(given.map(([key, value]) => field(key, value)));
}

function field(key: string, value: Json): [string, Json] {
  const name = NAMES[key] ?? key.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  if (MAPS.test(key) && !Array.isArray(value)) {
    return [name, value];
  }
  if (Array.isArray(value) && value.length === 0) {
    return [PLURALS[key] ?? name, value];
  }
  if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
    const items = value.map(convert);
    const plural = PLURALS[key] ?? (LISTS.test(key) ? name : undefined);
    return plural ? [plural, items] : [name, items[0]];
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return [name, convert(value)];
  }
  if (key === "default_mode") {
    return [name, Number.parseInt(value, 8)];
  }
  return [name, NUMBERS.test(key) && /^\d+$/.test(value) ? Number(value) : value];
}

/** Replaces expressions, whose values are known only during an apply, by a sample. */
function withSamples(value: Json): Json {
  if (typeof value === "string") {
    return value
      .replaceAll("$${", "\0")
      .replace(/\$\{[^}]*\}/g, "sample")
      .replaceAll("\0", "${");
  }
  if (Array.isArray(value)) {
    return value.map(withSamples);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withSamples(inner)]))
    : value;
}
