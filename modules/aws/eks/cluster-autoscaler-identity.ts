import type { Construct } from "constructs";
import { arn } from "../account";
import { grant } from "../security/role";
import type { EksCluster } from "./eks-cluster";
import { PodIdentity } from "./pod-identity";

/**
 * The role of the cluster autoscaler, which moves node groups between their
 * limits; the autoscaler itself is installed with what runs in the cluster.
 */
export class ClusterAutoscalerIdentity extends PodIdentity {
  constructor(scope: Construct, id: string, { cluster }: { readonly cluster: EksCluster }) {
    super(scope, id, {
      name: `${cluster.physicalName}-autoscaler`,
      cluster,
      namespace: "kube-system",
      serviceAccount: "cluster-autoscaler",
    });
    grant(
      this,
      "scale-nodes",
      {
        actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
        resources: [arn(this, "autoscaling", "autoScalingGroup:*:autoScalingGroupName/*")],
        // EKS tags the groups of its node groups so.
        conditions: {
          StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster.physicalName}`]: "owned" },
        },
      },
      {
        actions: ["eks:DescribeNodegroup"],
        resources: [arn(this, "eks", `nodegroup/${cluster.physicalName}/*`)],
      },
      // Looking knows no resource.
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
