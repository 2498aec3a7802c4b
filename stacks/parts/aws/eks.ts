/** What clusters of every platform have in common; nodes, and what pods may reach, are each platform's own. */

import { globalArn } from "@modules/aws/account";
import { EksAddon } from "@modules/aws/eks/eks-addon";
import { EksCluster, type EksClusterProps } from "@modules/aws/eks/eks-cluster";
import type { EksNodeGroup } from "@modules/aws/eks/eks-node-group";
import { type Nodes, placedOn } from "@modules/aws/eks/eks-placement";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import { KUBE_SYSTEM_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import type { ClusterSettings } from "../../../environments/schema/kubernetes";
import type { AwsStack } from "../../base/aws-stack";
import { scopeName } from "../../base/environment-stack";

export interface ClusterProps
  extends Pick<EksClusterProps, "vpc" | "key" | "logsKey" | "permissionsBoundary" | "podPorts"> {
  readonly name: string;
  readonly settings: ClusterSettings;
  /** Account role, by name, whose holders are let in as members of `OPERATORS`. @default none */
  readonly operator?: string;
}

/** Group of the cluster that plans belong to. */
export const PLANNERS = "planners";

/** Group of those who look after what runs; what they may do, its stack says. */
export const OPERATORS = "operators";

/** A cluster that the environment's pipeline and its administrators may change. */
export function addCluster(stack: AwsStack, { settings, operator, ...props }: ClusterProps): EksCluster {
  const { security, deletionProtection } = stack.environment;
  const role = (name: string) => globalArn(stack, "iam", `role/${name}`);
  return new EksCluster(stack, "cluster", {
    ...props,
    version: settings.version,
    logRetentionDays: security.logRetentionDays,
    adminCidrs: settings.adminCidrs,
    administrators: {
      // Applies what runs in the cluster.
      pipeline: role(`${scopeName(stack.environment)}-apply`),
      ...Object.fromEntries(settings.administrators.map((name) => [name, role(name)])),
    },
    // Plans it; what it may read there, the first stack inside the cluster says.
    members: {
      [PLANNERS]: role(`${scopeName(stack.environment)}-plan`),
      ...(operator && { [OPERATORS]: role(operator) }),
    },
    deletionProtection,
  });
}

/** What a node needs before it is ready. */
export function addNetworkAddons(stack: AwsStack, cluster: EksCluster): EksAddon[] {
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
      // Addresses by the sixteen: a t3.small holds 110 pods and not 11.
      // And policies of who may talk to whom count, which are else mere words.
      configuration: {
        env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
        enableNetworkPolicy: "true",
      },
      after: [identity],
    }),
  ];
}

/**
 * What needs nodes to run on: names and volumes.
 *
 * @param place labels and taints of the only nodes it may run on; any without taints when left out
 */
export function addWorkloadAddons(stack: AwsStack, cluster: EksCluster, nodes: EksNodeGroup, place?: Nodes): void {
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
    configuration: place && placedOn("coredns", place),
    after: [nodes],
  });
  new EksAddon(stack, "aws-ebs-csi-driver", {
    cluster,
    name: "aws-ebs-csi-driver",
    configuration: place && placedOn("aws-ebs-csi-driver", place),
    after: [nodes, identity],
  });
}
