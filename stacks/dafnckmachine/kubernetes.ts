import { globalArn } from "@modules/aws/account";
import { ClusterAutoscalerIdentity } from "@modules/aws/containers/cluster-autoscaler-identity";
import { EksAddon } from "@modules/aws/containers/eks-addon";
import { EksCluster } from "@modules/aws/containers/eks-cluster";
import { EksNodeGroup, type Taint } from "@modules/aws/containers/eks-node-group";
import { FargateProfile } from "@modules/aws/containers/fargate-profile";
import { PodIdentity } from "@modules/aws/containers/pod-identity";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { EnvironmentStack, scopeName } from "../environment-stack";

export interface KubernetesNeeds {
  readonly vpc: IVpc;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** What pods may reach. */
  readonly data: { readonly database: IConnectable; readonly cacheNetwork: IConnectable };
}

type NodeGroupSettings = DafnckmachineEnvironment["kubernetes"]["generalPurpose"];

/** What a pod must tolerate to use the nodes for long computations. */
const COMPUTE_INTENSIVE: Taint = { key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" };

/** The Kubernetes cluster and its nodes; what runs in it is a later stack. */
export class KubernetesStack extends EnvironmentStack<DafnckmachineEnvironment> {
  readonly cluster: EksCluster;

  private readonly needs: KubernetesNeeds;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, needs: KubernetesNeeds) {
    super(scope, environment, "kubernetes");
    this.needs = needs;
    const { vpc, data } = needs;
    const { generalPurpose, computeOptimized } = environment.kubernetes;
    this.cluster = this.addCluster();
    for (const target of [data.database, data.cacheNetwork]) {
      this.cluster.connections.allowTo(target);
    }
    const network = this.addNetworkAddons();
    const general = this.addNodes("general-purpose", generalPurpose, network);
    this.addNodes("compute-optimized", computeOptimized, network, [COMPUTE_INTENSIVE]);
    this.addAddons(general);
    new ClusterAutoscalerIdentity(this, "autoscaler", { cluster: this.cluster });
    new FargateProfile(this, "batch", { name: "batch", cluster: this.cluster, vpc, namespaces: ["batch"] });
  }

  private addCluster(): EksCluster {
    const { kubernetes, security, deletionProtection } = this.environment;
    const { vpc, keys } = this.needs;
    const administrator = (role: string) => globalArn(this, "iam", `role/${role}`);
    return new EksCluster(this, "cluster", {
      name: this.named("dafnckmachine-eks"),
      version: kubernetes.version,
      vpc,
      key: keys.data,
      logsKey: keys.logs,
      logRetentionDays: security.logRetentionDays,
      adminCidrs: kubernetes.adminCidrs,
      administrators: {
        // Applies what runs in the cluster.
        pipeline: administrator(`${scopeName(this.environment)}-apply`),
        ...Object.fromEntries(kubernetes.administrators.map((role) => [role, administrator(role)])),
      },
      deletionProtection,
    });
  }

  /** What a node needs before it is ready. */
  private addNetworkAddons(): EksAddon[] {
    const { cluster } = this;
    const identity = new PodIdentity(this, "vpc-cni-identity", {
      name: `${cluster.physicalName}-vpc-cni`,
      cluster,
      namespace: "kube-system",
      serviceAccount: "aws-node",
      managedPolicies: { network: "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" },
    });
    return [
      new EksAddon(this, "eks-pod-identity-agent", { cluster, name: "eks-pod-identity-agent" }),
      new EksAddon(this, "kube-proxy", { cluster, name: "kube-proxy" }),
      new EksAddon(this, "vpc-cni", {
        cluster,
        name: "vpc-cni",
        // Addresses by the sixteen: a t3.small holds 110 pods and not 11.
        configuration: { env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" } },
        after: [identity],
      }),
    ];
  }

  /** What needs nodes to run on. */
  private addAddons(nodes: EksNodeGroup): void {
    const { cluster } = this;
    const identity = new PodIdentity(this, "ebs-csi-identity", {
      name: `${cluster.physicalName}-ebs-csi`,
      cluster,
      namespace: "kube-system",
      serviceAccount: "ebs-csi-controller-sa",
      managedPolicies: { volumes: "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy" },
    });
    new EksAddon(this, "coredns", { cluster, name: "coredns", after: [nodes] });
    new EksAddon(this, "aws-ebs-csi-driver", { cluster, name: "aws-ebs-csi-driver", after: [nodes, identity] });
  }

  private addNodes(
    name: string,
    { instanceTypes, min, desired, max }: NodeGroupSettings,
    after: readonly EksAddon[],
    taints: readonly Taint[] = [],
  ): EksNodeGroup {
    const { vpc, keys } = this.needs;
    return new EksNodeGroup(this, name, {
      name,
      cluster: this.cluster,
      vpc,
      instanceTypes,
      minNodes: min,
      desiredNodes: desired,
      maxNodes: max,
      labels: { "node-pool": name },
      taints,
      key: keys.data,
      tags: this.tags,
      after,
    });
  }
}
