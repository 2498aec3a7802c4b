/** Namespaces, services and roles of clusters. */
import { isOpenRange } from "../../model/security-groups";
import { list, nested } from "../../model/values";
import type { Rule } from "../rule";

/** Label that makes the AWS Load Balancer Controller keep new pods unready until their target is healthy. */
const READINESS_GATES = "elbv2.k8s.aws/pod-readiness-gate-inject";

export const objects: readonly Rule[] = [
  {
    id: "kubernetes-namespace-readiness-gate",
    name: "pods that are targets become ready only when the load balancer finds them healthy",
    type: "kubernetes_manifest",
    severity: "medium",
    topic: "availability",
    holds: ({ block: { manifest } }, all) =>
      manifest?.kind !== "TargetGroupBinding" ||
      all
        .of("kubernetes_namespace_v1")
        .map(({ block }) => nested(block.metadata))
        .some(({ name, labels }) => name === manifest.metadata?.namespace && labels?.[READINESS_GATES] === "enabled"),
    fix: `set the label ${READINESS_GATES} of the namespace to "enabled"`,
    broken: { manifest: { kind: "TargetGroupBinding", metadata: { namespace: "shop" } } },
    mended: { manifest: { kind: "TargetGroupBinding", metadata: { namespace: "shop" } } },
    beside: {
      kubernetes_namespace_v1: { it: { metadata: { name: "shop", labels: { [READINESS_GATES]: "enabled" } } } },
    },
    page: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/",
  },
  {
    id: "kubernetes-namespace-pod-security",
    name: "namespaces refuse privileged pods",
    type: "kubernetes_namespace_v1",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) =>
      ["restricted", "baseline"].includes(nested(block.metadata).labels?.["pod-security.kubernetes.io/enforce"]),
    fix: 'set the label pod-security.kubernetes.io/enforce to "restricted"',
    broken: { metadata: { name: "shop" } },
    mended: { metadata: { name: "shop", labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
    page: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
  },
  {
    id: "kubernetes-service-networks",
    name: "services are reachable only inside the cluster or from named networks",
    type: "kubernetes_service_v1",
    severity: "high",
    topic: "network",
    holds: ({ block }) => {
      const { type = "ClusterIP", load_balancer_source_ranges } = nested(block.spec);
      const ranges = list(load_balancer_source_ranges);
      return ["ClusterIP", "ExternalName"].includes(type) || (ranges.length > 0 && !ranges.some(isOpenRange));
    },
    fix: 'set type to "ClusterIP", or load_balancer_source_ranges',
    broken: { spec: { type: "LoadBalancer" } },
    mended: { spec: { type: "LoadBalancer", load_balancer_source_ranges: ["203.0.113.0/24"] } },
    page: "https://kubernetes.io/docs/concepts/services-networking/service/",
  },
  {
    id: "kubernetes-secret-state",
    name: "Kubernetes secrets are not made by Terraform, which keeps their values in the state",
    type: "kubernetes_secret_v1",
    severity: "high",
    topic: "secrets",
    holds: ({ block }) => block.data === undefined && block.binary_data === undefined,
    fix: "use External Secrets, or a secret that a controller generates",
    broken: { data: { password: "x" } },
    mended: { metadata: { name: "shop" } },
    page: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  },
  {
    id: "kubernetes-cluster-role-wildcard",
    name: "cluster roles grant no permission on all resources",
    type: "kubernetes_cluster_role_v1",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) =>
      list(block.rule).every(
        ({ verbs = [], resources = [], api_groups: groups = [] }) =>
          ![verbs, resources, groups].every((words: string[]) => words.includes("*")),
      ),
    fix: "list the resources and verbs",
    broken: { rule: [{ verbs: ["*"], resources: ["*"], api_groups: ["*"] }] },
    mended: { rule: [{ verbs: ["get"], resources: ["pods"], api_groups: [""] }] },
    page: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  },
];
