/** What clusters of every platform have in common; nodes, and what pods may reach, are each platform's own. */
import { globalArn } from "@modules/aws/account";
import { EksAddon } from "@modules/aws/containers/eks-addon";
import { EksCluster, type EksClusterProps } from "@modules/aws/containers/eks-cluster";
import type { EksNodeGroup } from "@modules/aws/containers/eks-node-group";
import { PodIdentity } from "@modules/aws/containers/pod-identity";
import type { ClusterSettings } from "../environments/kubernetes";
import { type EnvironmentStack, scopeName } from "./environment-stack";

export interface ClusterNeeds extends Pick<EksClusterProps, "vpc" | "key" | "logsKey"> {
  readonly name: string;
  readonly settings: ClusterSettings;
}

/** A cluster that the environment's pipeline and its administrators may change. */
export function addCluster(stack: EnvironmentStack, { settings, ...needs }: ClusterNeeds): EksCluster {
  const { security, deletionProtection } = stack.environment;
  const role = (name: string) => globalArn(stack, "iam", `role/${name}`);
  return new EksCluster(stack, "cluster", {
    ...needs,
    version: settings.version,
    logRetentionDays: security.logRetentionDays,
    adminCidrs: settings.adminCidrs,
    administrators: {
      // Applies what runs in the cluster.
      pipeline: role(`${scopeName(stack.environment)}-apply`),
      ...Object.fromEntries(settings.administrators.map((name) => [name, role(name)])),
    },
    deletionProtection,
  });
}

/** What a node needs before it is ready. */
export function addNetworkAddons(stack: EnvironmentStack, cluster: EksCluster): EksAddon[] {
  const identity = new PodIdentity(stack, "vpc-cni-identity", {
    name: `${cluster.physicalName}-vpc-cni`,
    cluster,
    namespace: "kube-system",
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
      configuration: { env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" } },
      after: [identity],
    }),
  ];
}

/** What a pod may run on although the node keeps others away. */
export interface Toleration {
  readonly key: string;
  readonly value?: string;
  readonly effect: "NoSchedule" | "NoExecute" | "PreferNoSchedule";
}

/** What needs nodes to run on: names and volumes. */
export function addWorkloadAddons(
  stack: EnvironmentStack,
  cluster: EksCluster,
  nodes: EksNodeGroup,
  tolerations?: readonly Toleration[],
): void {
  const identity = new PodIdentity(stack, "ebs-csi-identity", {
    name: `${cluster.physicalName}-ebs-csi`,
    cluster,
    namespace: "kube-system",
    serviceAccount: "ebs-csi-controller-sa",
    managedPolicies: { volumes: "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy" },
  });
  new EksAddon(stack, "coredns", {
    cluster,
    name: "coredns",
    configuration: tolerations && { tolerations },
    after: [nodes],
  });
  new EksAddon(stack, "aws-ebs-csi-driver", {
    cluster,
    name: "aws-ebs-csi-driver",
    configuration: tolerations && { controller: { tolerations } },
    after: [nodes, identity],
  });
}
