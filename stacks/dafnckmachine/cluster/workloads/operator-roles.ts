import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import type { INamespace } from "@modules/kubernetes/security/namespace";
import type { ClusterStack } from "../../../base/cluster-stack";
import { OPERATORS } from "../../../parts/aws/eks";

const READ = ["get", "list", "watch"];

/**
 * RBAC roles for operators, who may read workloads and logs, and delete pods to restart them. They may neither read
 * Secrets nor change deployments.
 */
export function addOperatorRoles(stack: ClusterStack, namespaces: readonly INamespace[]): void {
  for (const { node, name: namespace } of namespaces) {
    const role = new RoleV1(stack, `operate-${node.id}`, {
      metadata: { name: OPERATORS, namespace },
      rule: [
        { apiGroups: [""], resources: ["configmaps", "events", "services"], verbs: READ },
        { apiGroups: [""], resources: ["pods"], verbs: [...READ, "delete"] },
        { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
        { apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: READ },
        { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: READ },
        { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: READ },
      ],
    });
    new RoleBindingV1(stack, `operators-${node.id}`, {
      metadata: { name: OPERATORS, namespace },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subject: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: OPERATORS }],
    });
  }
}
