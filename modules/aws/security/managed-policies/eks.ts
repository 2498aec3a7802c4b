/** Policies that AWS maintains for EKS. */
import type { ManagedPolicy } from "./managed-policy";

export const EKS: Readonly<Record<string, ManagedPolicy>> = {
  AmazonEC2ContainerRegistryPullOnly: {
    version: "v1",
    since: "2024-10-04",
    statements: [
      {
        actions: ["ecr: BatchGetImage BatchImportUpstreamImage GetAuthorizationToken GetDownloadUrlForLayer"],
        resources: ["*"],
      },
    ],
  },
  AmazonEKSClusterPolicy: {
    version: "v7",
    since: "2024-11-01",
    statements: [
      {
        actions: [
          "autoscaling: DescribeAutoScalingGroups UpdateAutoScalingGroup",
          "ec2: AttachVolume AuthorizeSecurityGroupIngress CreateRoute CreateSecurityGroup CreateTags CreateVolume DeleteRoute DeleteSecurityGroup DeleteVolume DescribeAccountAttributes DescribeAddresses DescribeAvailabilityZones DescribeDhcpOptions DescribeInstanceTopology DescribeInstances DescribeInternetGateways DescribeNetworkInterfaces DescribeRouteTables DescribeSecurityGroups DescribeSubnets DescribeVolumes DescribeVolumesModifications DescribeVpcs DetachVolume ModifyInstanceAttribute ModifyVolume RevokeSecurityGroupIngress",
          "elasticloadbalancing: AddTags ApplySecurityGroupsToLoadBalancer AttachLoadBalancerToSubnets ConfigureHealthCheck CreateListener CreateLoadBalancer CreateLoadBalancerListeners CreateLoadBalancerPolicy CreateTargetGroup DeleteListener DeleteLoadBalancer DeleteLoadBalancerListeners DeleteTargetGroup DeregisterInstancesFromLoadBalancer DeregisterTargets DescribeListeners DescribeLoadBalancerAttributes DescribeLoadBalancerPolicies DescribeLoadBalancers DescribeTargetGroupAttributes DescribeTargetGroups DescribeTargetHealth DetachLoadBalancerFromSubnets ModifyListener ModifyLoadBalancerAttributes ModifyTargetGroup ModifyTargetGroupAttributes RegisterInstancesWithLoadBalancer RegisterTargets SetLoadBalancerPoliciesForBackendServer SetLoadBalancerPoliciesOfListener",
          "kms: DescribeKey",
        ],
        resources: ["*"],
      },
      {
        actions: ["iam: CreateServiceLinkedRole"],
        resources: ["*"],
        conditions: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
      },
    ],
  },
  AmazonEKSFargatePodExecutionRolePolicy: {
    version: "v1",
    since: "2019-11-22",
    statements: [
      {
        actions: ["ecr: BatchCheckLayerAvailability BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer"],
        resources: ["*"],
      },
    ],
  },
  AmazonEKSWorkerNodePolicy: {
    version: "v3",
    since: "2023-11-27",
    statements: [
      {
        actions: [
          "ec2: DescribeInstanceTypes DescribeInstances DescribeRouteTables DescribeSecurityGroups DescribeSubnets DescribeVolumes DescribeVolumesModifications DescribeVpcs",
          "eks: DescribeCluster",
          "eks-auth: AssumeRoleForPodIdentity",
        ],
        resources: ["*"],
      },
    ],
  },
  AmazonEKS_CNI_Policy: {
    version: "v5",
    since: "2024-03-04",
    statements: [
      {
        actions: [
          "ec2: AssignPrivateIpAddresses AttachNetworkInterface CreateNetworkInterface DeleteNetworkInterface DescribeInstanceTypes DescribeInstances DescribeNetworkInterfaces DescribeSubnets DescribeTags DetachNetworkInterface ModifyNetworkInterfaceAttribute UnassignPrivateIpAddresses",
        ],
        resources: ["*"],
      },
      { actions: ["ec2: CreateTags"], resources: ["arn:aws:ec2:*:*:network-interface/*"] },
    ],
  },
  "service-role/AmazonEBSCSIDriverPolicy": {
    version: "v3",
    since: "2025-01-13",
    statements: [
      {
        actions: [
          "ec2: DescribeAvailabilityZones DescribeInstances DescribeSnapshots DescribeTags DescribeVolumes DescribeVolumesModifications",
        ],
        resources: ["*"],
      },
      { actions: ["ec2: CreateSnapshot ModifyVolume"], resources: ["arn:aws:ec2:*:*:volume/*"] },
      {
        actions: ["ec2: AttachVolume DetachVolume"],
        resources: ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:instance/*"],
      },
      { actions: ["ec2: CreateVolume EnableFastSnapshotRestores"], resources: ["arn:aws:ec2:*:*:snapshot/*"] },
      {
        actions: ["ec2: CreateTags"],
        resources: ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:snapshot/*"],
        conditions: { StringEquals: { "ec2:CreateAction": ["CreateVolume", "CreateSnapshot"] } },
      },
      { actions: ["ec2: DeleteTags"], resources: ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:snapshot/*"] },
      {
        actions: ["ec2: CreateVolume"],
        resources: ["arn:aws:ec2:*:*:volume/*"],
        conditions: { StringLike: { "aws:RequestTag/ebs.csi.aws.com/cluster": "true" } },
      },
      {
        actions: ["ec2: CreateVolume"],
        resources: ["arn:aws:ec2:*:*:volume/*"],
        conditions: { StringLike: { "aws:RequestTag/CSIVolumeName": "*" } },
      },
      {
        actions: ["ec2: DeleteVolume"],
        resources: ["arn:aws:ec2:*:*:volume/*"],
        conditions: { StringLike: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": "true" } },
      },
      {
        actions: ["ec2: DeleteVolume"],
        resources: ["arn:aws:ec2:*:*:volume/*"],
        conditions: { StringLike: { "ec2:ResourceTag/CSIVolumeName": "*" } },
      },
      {
        actions: ["ec2: DeleteVolume"],
        resources: ["arn:aws:ec2:*:*:volume/*"],
        conditions: { StringLike: { "ec2:ResourceTag/kubernetes.io/created-for/pvc/name": "*" } },
      },
      {
        actions: ["ec2: CreateSnapshot"],
        resources: ["arn:aws:ec2:*:*:snapshot/*"],
        conditions: { StringLike: { "aws:RequestTag/CSIVolumeSnapshotName": "*" } },
      },
      {
        actions: ["ec2: CreateSnapshot"],
        resources: ["arn:aws:ec2:*:*:snapshot/*"],
        conditions: { StringLike: { "aws:RequestTag/ebs.csi.aws.com/cluster": "true" } },
      },
      {
        actions: ["ec2: DeleteSnapshot"],
        resources: ["arn:aws:ec2:*:*:snapshot/*"],
        conditions: { StringLike: { "ec2:ResourceTag/CSIVolumeSnapshotName": "*" } },
      },
      {
        actions: ["ec2: DeleteSnapshot"],
        resources: ["arn:aws:ec2:*:*:snapshot/*"],
        conditions: { StringLike: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": "true" } },
      },
    ],
  },
};
