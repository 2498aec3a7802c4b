/** Rules for what runs inside clusters. */
import type { Json } from "../json";
import { block, list } from "../model/values";
import type { Resource, Rule } from "./rule";

const WORKLOADS = ["kubernetes_deployment_v1", "kubernetes_daemon_set_v1"];

/** Programs that are what their rule is about, such as shippers of a node's logs. */
function podOf({ block: resource }: Resource): Json {
  return block(block(block(resource.spec)?.template)?.spec) ?? {};
}

function containersOf(resource: Resource): Json[] {
  const pod = podOf(resource);
  return [...list(pod.container), ...list(pod.init_container)];
}

function forEach(name: string, holds: Rule["holds"], broken: Json): Rule[] {
  return WORKLOADS.map((type) => ({
    name: `${type} ${name}`,
    type,
    holds,
    broken: { spec: { template: { spec: broken } } },
  }));
}

const container = { image: "shop:v1", resources: { requests: { cpu: "1" } } };

/** Label by which the AWS Load Balancer Controller keeps new pods unready until their target is healthy. */
const READINESS_GATES = "elbv2.k8s.aws/pod-readiness-gate-inject";

export const kubernetes: Rule[] = [
  {
    name: "namespaces of registered targets wait for the load balancer",
    type: "kubernetes_manifest",
    holds: ({ block: { manifest } }, all) =>
      manifest?.kind !== "TargetGroupBinding" ||
      all
        .of("kubernetes_namespace_v1")
        .map((namespace) => block(namespace.block.metadata))
        .some(({ name, labels }) => name === manifest.metadata.namespace && labels?.[READINESS_GATES] === "enabled"),
    broken: { manifest: { kind: "TargetGroupBinding", metadata: { namespace: "shop" } } },
  },
  ...forEach(
    "never runs as root",
    (resource) => {
      const pod = block(podOf(resource).security_context) ?? {};
      return containersOf(resource).every((one) => {
        const own = block(one.security_context) ?? {};
        return String(own.run_as_non_root ?? pod.run_as_non_root) === "true" && own.run_as_user !== "0";
      });
    },
    { container: [container] },
  ),
  ...forEach(
    "gives its programs no right over the node",
    (resource) =>
      !podOf(resource).host_network &&
      !podOf(resource).host_pid &&
      containersOf(resource).every((one) => {
        const own = block(one.security_context) ?? {};
        return (
          own.allow_privilege_escalation === false &&
          !own.privileged &&
          list(block(own.capabilities)?.drop).includes("ALL")
        );
      }),
    { host_network: true, container: [container] },
  ),
  ...forEach(
    "writes to volumes alone",
    (resource) =>
      containersOf(resource).every((one) => block(one.security_context)?.read_only_root_filesystem === true),
    { container: [container] },
  ),
  ...forEach(
    "asks for the memory and processor it needs, and has an end to its memory",
    (resource) =>
      containersOf(resource).every((one) => {
        const { requests = {}, limits = {} } = block(one.resources) ?? {};
        return requests.cpu && requests.memory && limits.memory;
      }),
    { container: [container] },
  ),
  ...forEach(
    "names the very version of its images",
    (resource) =>
      containersOf(resource).every(({ image }) => /(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/.test(image)),
    { container: [{ image: "shop:latest" }] },
  ),
  ...forEach(
    "is asked whether it is ready",
    (resource) => list(podOf(resource).container).every((one) => one.readiness_probe || one.liveness_probe),
    { container: [container] },
  ),
  {
    name: "namespaces refuse pods with rights over their node",
    type: "kubernetes_namespace_v1",
    holds: ({ block: { metadata } }) =>
      ["restricted", "baseline"].includes(block(metadata).labels?.["pod-security.kubernetes.io/enforce"]),
    broken: { metadata: { name: "shop" } },
  },
  {
    name: "services are for the cluster alone, or for stated networks",
    type: "kubernetes_service_v1",
    holds: ({ block: { spec } }) => {
      const { type = "ClusterIP", load_balancer_source_ranges: ranges = [] } = block(spec);
      return ["ClusterIP", "ExternalName"].includes(type) || (ranges.length > 0 && !ranges.includes("0.0.0.0/0"));
    },
    broken: { spec: { type: "LoadBalancer" } },
  },
  {
    name: "no secret of Kubernetes is made here, where its value would be in the state",
    type: "kubernetes_secret_v1",
    holds: ({ block: { data, binary_data: binary } }) => data === undefined && binary === undefined,
    broken: { data: { password: "x" } },
  },
  {
    name: "roles in a cluster grant no right over everything",
    type: "kubernetes_cluster_role_v1",
    holds: ({ block: { rule } }) =>
      list(rule).every(
        ({ verbs, resources = [], api_groups: groups = [] }) =>
          ![verbs, resources, groups].every((words: string[]) => words.includes("*")),
      ),
    broken: { rule: [{ verbs: ["*"], resources: ["*"], api_groups: ["*"] }] },
  },
  {
    name: "charts are of one exact version, and undone where they fail",
    type: "helm_release",
    holds: ({ block: { version, atomic, repository } }) =>
      /^v?\d+\.\d+\.\d+/.test(version ?? "") && atomic === true && /^(https|oci):/.test(repository ?? ""),
    broken: { chart: "shop", repository: "http://charts.example.com", version: ">1" },
  },
];
