/** Resources inside clusters: workloads, namespaces, services, roles and charts. */
import type { Json } from "../json";
import { list, nested } from "../model/values";
import type { Resource, Rule } from "./rule";

const WORKLOADS = ["kubernetes_deployment_v1", "kubernetes_daemon_set_v1"];

function podOf({ block }: Resource): Json {
  return nested(nested(nested(block.spec).template).spec);
}

/** Containers of the pod, including those that run before the others. */
function containersOf(resource: Resource): Json[] {
  const pod = podOf(resource);
  return [...list(pod.container), ...list(pod.init_container)];
}

const contextOf = (container: Json) => nested(container.security_context);

/** A rule for each type of workload. @param broken a container that breaks it */
function workloadRules(name: string, holds: Rule["holds"], fix: string, broken: Json): Rule[] {
  return WORKLOADS.map((type) => ({
    name: `${type} ${name}`,
    type,
    holds,
    fix,
    broken: { spec: { template: { spec: { container: [broken] } } } },
  }));
}

const workloads: readonly Rule[] = [
  ...workloadRules(
    "never runs as root",
    (resource) => {
      const pod = nested(podOf(resource).security_context);
      return containersOf(resource).every((one) => {
        const { run_as_non_root, run_as_user } = contextOf(one);
        return String(run_as_non_root ?? pod.run_as_non_root) === "true" && run_as_user !== "0";
      });
    },
    "set run_as_non_root in the security_context of the pod",
    {},
  ),
  ...workloadRules(
    "gains no privileges",
    (resource) =>
      containersOf(resource).every((one) => {
        const { allow_privilege_escalation, privileged } = contextOf(one);
        return allow_privilege_escalation === false && !privileged;
      }),
    "set allow_privilege_escalation to false in the security_context of every container",
    { security_context: { allow_privilege_escalation: true } },
  ),
  ...workloadRules(
    "drops all capabilities",
    (resource) => containersOf(resource).every((one) => list(nested(contextOf(one).capabilities).drop).includes("ALL")),
    'set capabilities.drop to ["ALL"] in the security_context of every container',
    { security_context: { capabilities: { add: ["NET_ADMIN"] } } },
  ),
  ...WORKLOADS.map(
    (type): Rule => ({
      name: `${type} has its own network and processes`,
      type,
      holds: (resource) => !podOf(resource).host_network && !podOf(resource).host_pid,
      fix: "leave out host_network and host_pid",
      broken: { spec: { template: { spec: { host_network: true } } } },
    }),
  ),
  ...workloadRules(
    "has a read-only root file system",
    (resource) => containersOf(resource).every((one) => contextOf(one).read_only_root_filesystem === true),
    "set read_only_root_filesystem, and mount an emptyDir for files that change",
    {},
  ),
  ...workloadRules(
    "requests CPU and memory",
    (resource) =>
      containersOf(resource).every((one) => {
        const { cpu, memory } = nested(one.resources).requests ?? {};
        return !!cpu && !!memory;
      }),
    "set resources.requests.cpu and memory, by which the scheduler places the pod",
    { resources: { requests: { cpu: "1" } } },
  ),
  ...workloadRules(
    "limits memory",
    (resource) => containersOf(resource).every((one) => !!nested(one.resources).limits?.memory),
    "set resources.limits.memory",
    { resources: { requests: { memory: "1Gi" } } },
  ),
  ...workloadRules(
    "names the exact version of its images",
    (resource) =>
      containersOf(resource).every(({ image }) => /(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/.test(image)),
    "set image to a tag that never moves, or to a digest",
    { image: "shop:latest" },
  ),
  ...workloadRules(
    "has probes",
    (resource) => list(podOf(resource).container).every((one) => one.readiness_probe || one.liveness_probe),
    "set readiness_probe or liveness_probe of every container",
    { image: "shop:v1" },
  ),
];

/** Label that makes the AWS Load Balancer Controller keep new pods unready until their target is healthy. */
const READINESS_GATES = "elbv2.k8s.aws/pod-readiness-gate-inject";

const others: readonly Rule[] = [
  {
    name: "namespaces of registered targets wait for the load balancer",
    type: "kubernetes_manifest",
    holds: ({ block: { manifest } }, all) =>
      manifest?.kind !== "TargetGroupBinding" ||
      all
        .of("kubernetes_namespace_v1")
        .map(({ block }) => nested(block.metadata))
        .some(({ name, labels }) => name === manifest.metadata?.namespace && labels?.[READINESS_GATES] === "enabled"),
    fix: `set the label ${READINESS_GATES} of the namespace to "enabled"`,
    broken: { manifest: { kind: "TargetGroupBinding", metadata: { namespace: "shop" } } },
  },
  {
    name: "namespaces refuse privileged pods",
    type: "kubernetes_namespace_v1",
    holds: ({ block }) =>
      ["restricted", "baseline"].includes(nested(block.metadata).labels?.["pod-security.kubernetes.io/enforce"]),
    fix: 'set the label pod-security.kubernetes.io/enforce to "restricted"',
    broken: { metadata: { name: "shop" } },
  },
  {
    name: "services are for the cluster, or for stated networks",
    type: "kubernetes_service_v1",
    holds: ({ block }) => {
      const { type = "ClusterIP", load_balancer_source_ranges: ranges = [] } = nested(block.spec);
      return ["ClusterIP", "ExternalName"].includes(type) || (ranges.length > 0 && !ranges.includes("0.0.0.0/0"));
    },
    fix: 'set type to "ClusterIP", or load_balancer_source_ranges',
    broken: { spec: { type: "LoadBalancer" } },
  },
  {
    name: "Kubernetes secrets are not made by Terraform, which keeps their values in the state",
    type: "kubernetes_secret_v1",
    holds: ({ block }) => block.data === undefined && block.binary_data === undefined,
    fix: "use External Secrets, or a secret that a controller generates",
    broken: { data: { password: "x" } },
  },
  {
    name: "cluster roles grant no right over everything",
    type: "kubernetes_cluster_role_v1",
    holds: ({ block }) =>
      list(block.rule).every(
        ({ verbs = [], resources = [], api_groups: groups = [] }) =>
          ![verbs, resources, groups].every((words: string[]) => words.includes("*")),
      ),
    fix: "list the resources and verbs",
    broken: { rule: [{ verbs: ["*"], resources: ["*"], api_groups: ["*"] }] },
  },
  {
    name: "charts have an exact version",
    type: "helm_release",
    holds: ({ block }) => /^v?\d+\.\d+\.\d+/.test(block.version ?? ""),
    fix: "set version to an exact version",
    broken: { version: ">1" },
  },
  {
    name: "charts are rolled back when an installation fails",
    type: "helm_release",
    holds: ({ block }) => block.atomic === true,
    fix: "set atomic",
    broken: { version: "1.2.3" },
  },
  {
    name: "charts come over an encrypted connection",
    type: "helm_release",
    holds: ({ block }) => /^(https|oci):/.test(block.repository ?? ""),
    fix: "set repository to an https or oci URL",
    broken: { repository: "http://charts.example.com" },
  },
];

export const kubernetes: readonly Rule[] = [...workloads, ...others];
