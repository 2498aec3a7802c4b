/** EKS clusters of every platform and their add-ons; node groups are in each platform's stack. */

import { globalArn } from "@modules/aws/account";
import { EksAddon } from "@modules/aws/eks/eks-addon";
import { EksCluster, type EksClusterProps } from "@modules/aws/eks/eks-cluster";
import type { EksNodeGroup } from "@modules/aws/eks/eks-node-group";
import { addonPlacement, type Nodes } from "@modules/aws/eks/eks-placement";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import { type PodSubnets, vpcCniConfiguration } from "@modules/aws/eks/vpc-cni-configuration";
import type { IConnectable } from "@modules/aws/network/connections";
import { KUBE_SYSTEM_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import type { ClusterSettings } from "../../../environments/schema/kubernetes";
import type { AwsStack } from "../../base/aws-stack";
import { scopeName } from "../../base/environment-stack";

export interface ClusterProps
  extends Pick<EksClusterProps, "vpc" | "key" | "logsKey" | "permissionsBoundary" | "podPorts"> {
  readonly name: string;
  readonly settings: ClusterSettings;
  /** Runner of the pipeline's applies in the VPC. @default none */
  readonly runner?: IConnectable;
  /** Addresses of the pipeline's runner as CIDR blocks, for a cluster in another region. @default none */
  readonly runnerCidrs?: readonly string[];
  /** Name of the account role whose holders are members of the group `OPERATORS`. @default no operators */
  readonly operator?: string;
}

/** Kubernetes group of the role that plans. */
export const PLANNERS = "planners";

/** Kubernetes group of operators; the workloads stack grants its permissions. */
export const OPERATORS = "operators";

/** Adds a cluster that the apply role and the administrators may change, and that the plan role may read. */
export function addCluster(
  stack: AwsStack,
  { settings, operator, runner, runnerCidrs = [], ...props }: ClusterProps,
): EksCluster {
  const { security, deletionProtection } = stack.environment;
  const role = (name: string) => globalArn(stack, "iam", `role/${name}`);
  const cluster = new EksCluster(stack, "cluster", {
    ...props,
    version: settings.version,
    logRetentionDays: security.logRetentionDays,
    adminCidrs: [...settings.adminCidrs, ...runnerCidrs],
    administrators: {
      // The pipeline applies the stacks inside the cluster with this role.
      pipeline: role(`${scopeName(stack.environment)}-apply`),
      ...Object.fromEntries(settings.administrators.map((name) => [name, role(name)])),
    },
    // The pipeline plans the stacks inside the cluster as a member of this group, to which the controllers stack grants
    // read access.
    members: {
      [PLANNERS]: role(`${scopeName(stack.environment)}-plan`),
      ...(operator && { [OPERATORS]: role(operator) }),
    },
    deletionProtection,
  });
  if (runner) {
    cluster.connections.allowFrom(runner, "api");
  }
  return cluster;
}

/**
 * Add-ons that a node needs before it is ready.
 *
 * @param pods subnets of the pods; by default pods have addresses in the subnet of their node
 */
export function addNetworkAddons(stack: AwsStack, cluster: EksCluster, pods?: PodSubnets): EksAddon[] {
  const identity = new PodIdentity(stack, "vpc-cni-identity", {
    name: `${cluster.physicalName}-vpc-cni`,
    cluster,
    namespace: KUBE_SYSTEM_NAMESPACE,
    serviceAccount: "aws-node",
    managedPolicies: { network: "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" },
  });
  return [
    new EksAddon(stack, "eks-pod-identity-agent", { cluster, name: "eks-pod-identity-agent" }),
    new EksAddon(stack, "kube-proxy", { cluster, name: "kube-proxy" }),
    new EksAddon(stack, "vpc-cni", {
      cluster,
      name: "vpc-cni",
      configuration: vpcCniConfiguration(pods),
      after: [identity],
    }),
  ];
}

/**
 * Add-ons whose pods need nodes: CoreDNS and the EBS CSI driver.
 *
 * @param nodes node group that must exist first
 * @param placement labels and taints of the nodes that run the add-ons; by default any node without taints
 */
export function addWorkloadAddons(stack: AwsStack, cluster: EksCluster, nodes: EksNodeGroup, placement?: Nodes): void {
  const identity = new PodIdentity(stack, "ebs-csi-identity", {
    name: `${cluster.physicalName}-ebs-csi`,
    cluster,
    namespace: KUBE_SYSTEM_NAMESPACE,
    serviceAccount: "ebs-csi-controller-sa",
    managedPolicies: { volumes: "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy" },
  });
  new EksAddon(stack, "coredns", {
    cluster,
    name: "coredns",
    configuration: placement && addonPlacement("coredns", placement),
    after: [nodes],
  });
  new EksAddon(stack, "aws-ebs-csi-driver", {
    cluster,
    name: "aws-ebs-csi-driver",
    configuration: placement && addonPlacement("aws-ebs-csi-driver", placement),
    after: [nodes, identity],
  });
}
