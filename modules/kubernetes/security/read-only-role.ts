import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { Construct } from "constructs";

export interface ReadOnlyRoleProps {
  /** Group of those who may read, as whoever lets them into the cluster calls it; the role has its name. */
  readonly group: string;

  /** Those themselves, by the names the cluster knows them by, where nobody puts them into the group. @default the group */
  readonly users?: readonly string[];
}

/** What the core API group has, secrets aside: roles cannot exclude, so it is listed. */
const CORE = [
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

/** Groups whose objects hold no secret, those of the custom resources in use included. */
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
 * Lets a group read everything but secrets: what a plan needs to refresh, and
 * nothing that could be used elsewhere.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export class ReadOnlyRole extends Construct {
  constructor(scope: Construct, id: string, { group, users = [] }: ReadOnlyRoleProps) {
    super(scope, id);
    const verbs = ["get", "list", "watch"];
    const role = new ClusterRoleV1(this, "Default", {
      metadata: { name: group },
      rule: [
        { apiGroups: [""], resources: CORE, verbs },
        { apiGroups: GROUPS, resources: ["*"], verbs },
      ],
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
