import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1, type ClusterRoleV1Config } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { Construct } from "constructs";

export interface ReadOnlyRoleProps {
  /**
   * Group that the role is bound to, under the name that the cluster's authentication gives it. The role has the same
   * name.
   */
  readonly group: string;

  /**
   * User names that the role is bound to instead of the group, for clusters whose authentication sets no groups.
   * @default []
   */
  readonly users?: readonly string[];

  /** Arguments of the cluster role that replace what this module sets. @default none */
  readonly overrides?: Partial<ClusterRoleV1Config>;
}

/** Resources of the core API group except secrets. RBAC rules cannot exclude a resource, so the list names each. */
const CORE_RESOURCES = [
  "configmaps",
  "endpoints",
  "events",
  "limitranges",
  "namespaces",
  "nodes",
  "persistentvolumeclaims",
  "persistentvolumes",
  "pods",
  "replicationcontrollers",
  "resourcequotas",
  "serviceaccounts",
  "services",
];

/** API groups whose objects contain no secrets, including those of the charts in this package. */
const GROUPS = [
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "autoscaling",
  "batch",
  "cert-manager.io",
  "elbv2.k8s.aws",
  "external-secrets.io",
  "generators.external-secrets.io",
  "monitoring.coreos.com",
  "networking.istio.io",
  "networking.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "scheduling.k8s.io",
  "security.istio.io",
  "storage.k8s.io",
];

/**
 * A cluster role that reads everything except secrets, bound to a group or to users. A Terraform plan needs no other
 * permission to refresh its state.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export class ReadOnlyRole extends Construct {
  constructor(scope: Construct, id: string, { group, users = [], overrides }: ReadOnlyRoleProps) {
    super(scope, id);
    const verbs = ["get", "list", "watch"];
    const role = new ClusterRoleV1(this, "Default", {
      metadata: { name: group },
      rule: [
        { apiGroups: [""], resources: CORE_RESOURCES, verbs },
        { apiGroups: GROUPS, resources: ["*"], verbs },
      ],
      ...overrides,
    });
    new ClusterRoleBindingV1(this, "binding", {
      metadata: { name: group },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subject:
        users.length > 0
          ? users.map((name) => ({ kind: "User", name, apiGroup: "rbac.authorization.k8s.io" }))
          : [{ kind: "Group", name: group, apiGroup: "rbac.authorization.k8s.io" }],
    });
  }
}
