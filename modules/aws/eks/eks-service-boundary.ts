import type { Construct } from "constructs";
import { globalArn } from "../account";
import type { Statement } from "../security/policy";

/**
 * For the policy that caps the role of an EKS control plane: the whole of the
 * services AmazonEKSClusterPolicy draws on, which AWS extends as EKS grows, and the
 * key of its secrets. A narrower one breaks the cluster months later.
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
