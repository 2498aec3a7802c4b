import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import { arn } from "../account";
import { grant, type IRole } from "../security/role";
import type { IEksCluster } from "./eks-cluster";
import { addPodIdentity } from "./pod-identity";

export interface ClusterAutoscalerIdentityProps {
  readonly cluster: IEksCluster;

  /** Arguments of the role that replace what this module sets. @default none */
  readonly overrides?: Partial<IamRoleConfig>;
}

/**
 * The role of the Cluster Autoscaler, which resizes node groups. Install the autoscaler itself with the
 * controllers of the cluster.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export class ClusterAutoscalerIdentity extends Construct implements IRole {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { cluster, overrides }: ClusterAutoscalerIdentityProps) {
    super(scope, id);
    const role = addPodIdentity(this, {
      name: `${cluster.physicalName}-autoscaler`,
      cluster,
      namespace: "kube-system",
      serviceAccount: "cluster-autoscaler",
      overrides,
    });
    this.arn = role.arn;
    this.name = role.name;
    grant(
      this,
      "scale-nodes",
      {
        actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
        resources: [arn(this, "autoscaling", "autoScalingGroup:*:autoScalingGroupName/*")],
        // EKS sets this tag on the Auto Scaling groups of its node groups.
        conditions: {
          StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster.physicalName}`]: "owned" },
        },
      },
      {
        actions: ["eks:DescribeNodegroup"],
        resources: [arn(this, "eks", `nodegroup/${cluster.physicalName}/*`)],
      },
      // These actions do not support resource-level permissions.
      {
        actions: [
          "autoscaling:DescribeAutoScalingGroups",
          "autoscaling:DescribeAutoScalingInstances",
          "autoscaling:DescribeLaunchConfigurations",
          "autoscaling:DescribeScalingActivities",
          "autoscaling:DescribeTags",
          "ec2:DescribeImages",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeLaunchTemplateVersions",
          "ec2:GetInstanceTypesFromInstanceRequirements",
        ],
        resources: ["*"],
      },
    );
  }
}
