/** Workloads of clusters. */
import type { Json } from "../../json";
import { containersOf as containers, podTemplate, WORKLOADS, workloadWith } from "../../model/pods/templates";
import { list, nested } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

/** Workloads whose pods run until they are stopped. */
const ENDLESS = WORKLOADS.filter((type) => !type.endsWith("_job_v1"));

const podOf = ({ block }: Resource): Json => nested(podTemplate(block).spec);

const containersOf = ({ block }: Resource) => containers(block);

const contextOf = (container: Json) => nested(container.security_context);

/** Spec of a pod with this container. */
const podWith = (container: Json) => ({ container: [container] });

const MENDED = podWith({
  image: "shop:v1",
  readiness_probe: { http_get: { path: "/health" } },
  resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
  security_context: {
    allow_privilege_escalation: false,
    capabilities: { drop: ["ALL"] },
    read_only_root_filesystem: true,
    run_as_non_root: true,
  },
});

/** A rule for each type of workload; its id is the type's with the suffix. The broken example is the spec of a pod. */
function workloadRules(suffix: string, rule: Omit<Rule, "id" | "type" | "mended">, types = WORKLOADS): Rule[] {
  return types.map((type) => ({
    ...rule,
    id: `${type.replace(/_v1$/, "").replaceAll("_", "-")}-${suffix}`,
    name: `${type} ${rule.name}`,
    type,
    broken: workloadWith(type, rule.broken),
    mended: workloadWith(type, MENDED),
  }));
}

export const workloads: readonly Rule[] = [
  ...workloadRules("non-root", {
    name: "never runs as root",
    severity: "high",
    topic: "least privilege",
    holds: (resource) => {
      const pod = nested(podOf(resource).security_context);
      return containersOf(resource).every((one) => {
        const { run_as_non_root, run_as_user } = contextOf(one);
        return String(run_as_non_root ?? pod.run_as_non_root) === "true" && run_as_user !== "0";
      });
    },
    fix: "set run_as_non_root in the security_context of the pod",
    broken: podWith({}),
    page: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  }),
  ...workloadRules("unprivileged", {
    name: "gains no privileges",
    severity: "high",
    topic: "least privilege",
    holds: (resource) =>
      containersOf(resource).every((one) => {
        const { allow_privilege_escalation, privileged } = contextOf(one);
        return allow_privilege_escalation === false && !privileged;
      }),
    fix: "set allow_privilege_escalation to false in the security_context of every container",
    broken: podWith({ security_context: { allow_privilege_escalation: true } }),
    page: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  }),
  ...workloadRules("capabilities", {
    name: "drops all capabilities",
    severity: "medium",
    topic: "least privilege",
    holds: (resource) =>
      containersOf(resource).every((one) => list(nested(contextOf(one).capabilities).drop).includes("ALL")),
    fix: 'set capabilities.drop to ["ALL"] in the security_context of every container',
    broken: podWith({ security_context: { capabilities: { add: ["NET_ADMIN"] } } }),
    page: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  }),
  ...workloadRules("own-namespaces", {
    name: "has its own network and processes",
    severity: "high",
    topic: "network",
    holds: (resource) => !podOf(resource).host_network && !podOf(resource).host_pid,
    fix: "leave out host_network and host_pid",
    broken: { host_network: true },
    page: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  }),
  ...workloadRules("read-only", {
    name: "has a read-only root file system",
    severity: "medium",
    topic: "configuration",
    holds: (resource) => containersOf(resource).every((one) => contextOf(one).read_only_root_filesystem === true),
    fix: "set read_only_root_filesystem, and mount an emptyDir for files that change",
    broken: podWith({}),
    page: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  }),
  ...workloadRules("requests", {
    name: "requests CPU and memory",
    severity: "medium",
    topic: "capacity",
    holds: (resource) =>
      containersOf(resource).every((one) => {
        const { cpu, memory } = nested(one.resources).requests ?? {};
        return !!cpu && !!memory;
      }),
    fix: "set resources.requests.cpu and memory, by which the scheduler places the pod",
    broken: podWith({ resources: { requests: { cpu: "1" } } }),
    page: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  }),
  ...workloadRules("memory-limit", {
    name: "limits memory",
    severity: "medium",
    topic: "capacity",
    holds: (resource) => containersOf(resource).every((one) => !!nested(one.resources).limits?.memory),
    fix: "set resources.limits.memory",
    broken: podWith({ resources: { requests: { memory: "1Gi" } } }),
    page: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  }),
  ...workloadRules("image-version", {
    name: "names the exact version of its images",
    severity: "medium",
    topic: "software",
    holds: (resource) =>
      containersOf(resource).every(({ image }) => /(:(?!latest$)[\w.-]+|@sha256:[0-9a-f]{64})$/.test(image)),
    fix: "set image to a tag that never moves, or to a digest",
    broken: podWith({ image: "shop:latest" }),
    page: "https://kubernetes.io/docs/concepts/containers/images/",
  }),
  ...workloadRules(
    "probes",
    {
      name: "has probes",
      severity: "medium",
      topic: "availability",
      holds: (resource) => list(podOf(resource).container).every((one) => one.readiness_probe || one.liveness_probe),
      fix: "set readiness_probe or liveness_probe of every container",
      broken: podWith({ image: "shop:v1" }),
      page: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
    },
    ENDLESS,
  ),
];
