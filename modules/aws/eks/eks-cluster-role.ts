import type { Construct } from "constructs";
import { arn, managedPolicyArn } from "../account";
import type { IKey } from "../security/key";
import { grant, Role } from "../security/role";

/** Adds the role of the control plane, which EKS may assume for this cluster only. */
export function addClusterRole(
  scope: Construct,
  clusterName: string,
  key: IKey,
  permissionsBoundary: string | undefined,
): Role {
  const role = new Role(scope, "role", {
    name: `${clusterName}-cluster`,
    assumedBy: {
      principals: { Service: "eks.amazonaws.com" },
      conditions: { ArnEquals: { "aws:SourceArn": arn(scope, "eks", `cluster/${clusterName}`) } },
    },
    permissionsBoundary,
    managedPolicies: { cluster: managedPolicyArn(scope, "AmazonEKSClusterPolicy") },
  });
  grant(role, "encrypt-secrets", {
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ListGrants"],
    resources: [key.arn],
  });
  return role;
}
