import type { Construct } from "constructs";
import { globalArn } from "../account";
import type { Statement } from "../security/policy";

/**
 * Statements of a permissions boundary for the role of an EKS control plane. They allow all actions of the services in
 * AmazonEKSClusterPolicy, and the use of the key of Kubernetes Secrets. AWS adds actions to this policy, and a narrower
 * boundary would then break the cluster.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSClusterPolicy.html
 */
export function eksServiceBoundary(scope: Construct): Statement[] {
  return [
    {
      sid: "NodesNetworkAndLoadBalancers",
      actions: ["autoscaling:*", "ec2:*", "elasticloadbalancing:*", "cloudwatch:PutMetricData"],
      resources: ["*"],
    },
    {
      sid: "KeyOfSecrets",
      actions: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"],
      resources: ["*"],
    },
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [globalArn(scope, "iam", "role/aws-service-role/*")],
    },
  ];
}
