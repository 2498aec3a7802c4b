import type { EksAddon } from "@modules/aws/eks/eks-addon";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { EksNodeGroup, type EksNodeGroupProps, type Taint } from "@modules/aws/eks/eks-node-group";
import type { Nodes } from "@modules/aws/eks/eks-placement";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IConnectable } from "@modules/aws/network/connections";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addCluster, addNetworkAddons, addWorkloadAddons } from "../../../parts/aws/eks";
import { type ApplicationData, addIdentities } from "./identities";
import { addLoadScaling, keepCpu } from "./scaling";

export interface KubernetesNeeds {
  readonly vpc: Vpc;
  /** Of nodes and the pods on them, besides the cluster's own. */
  readonly group: IConnectable;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** What pods read and write. */
  readonly data: ApplicationData;
  /** Whose requests announce a spike. */
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Of the load balancer; what leads to pods. */
  readonly targetGroup: ITargetGroup;
  /** From where administrators reach the cluster inside the network, by address: the name leads there only within the VPC. @default nowhere */
  readonly bastion?: IConnectable;
  /** Size of a standby: general-purpose nodes of a zone, and no others. @default none: this is the primary region */
  readonly standby?: { readonly min: number };
}

type Size = PhoenixRooivalkEnvironment["kubernetes"]["generalPurpose"];
type Extras = Pick<
  EksNodeGroupProps,
  "amiType" | "minScheduled" | "subnetGroup" | "taints" | "volumeType" | "volumeGibibytes" | "volumeIops" | "zones"
>;

/** Keeps other pods off nodes that are there for some. */
function dedicated(value: string): Taint {
  return { key: "dedicated", value, effect: "NO_SCHEDULE" };
}

/** Those with GPUs; device plugins and the scheduling of GPUs go by this taint. */
export const GPU_NODES: Nodes = {
  labels: { "node-pool": "gpu" },
  taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
};

/** The Kubernetes cluster of a region and its nodes; what runs in it is a later stack. */
export class KubernetesStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly cluster: EksCluster;

  private readonly needs: KubernetesNeeds;

  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    needs: KubernetesNeeds,
    region = environment.account.region,
  ) {
    super(scope, environment, "kubernetes", { region });
    this.needs = needs;
    const { vpc, keys, data, loadBalancer, targetGroup, bastion, standby } = needs;
    const { kubernetes } = environment;
    this.cluster = addCluster(this, {
      name: this.named("phoenix-rooivalk-eks"),
      settings: kubernetes,
      vpc,
      key: keys.data,
      logsKey: keys.logs,
    });
    if (bastion) {
      this.cluster.connections.allowFrom(bastion);
    }
    const network = addNetworkAddons(this, this.cluster);
    const general = this.addGeneral(network);
    if (!standby) {
      this.addSpecial(network);
    }
    for (const [zone, group] of Object.entries(general)) {
      addLoadScaling(this, zone, { group, loadBalancer, scheduled: !standby });
    }
    addWorkloadAddons(this, this.cluster, Object.values(general)[0]!);
    addIdentities(this, this.cluster, data, targetGroup);
  }

  /** A group in each zone, since the numbers are a zone's. */
  private addGeneral(after: readonly EksAddon[]): Record<string, EksNodeGroup> {
    const { kubernetes, scaling } = this.environment;
    const { generalPurpose } = kubernetes;
    const { vpc, standby } = this.needs;
    const minScheduled = !standby && Object.keys(scaling.schedules).length > 0;
    const size = standby ? { ...generalPurpose, min: standby.min, desired: standby.min } : generalPurpose;
    return Object.fromEntries(
      Object.keys(vpc.subnetGroups.private!.subnets).map((zone) => [
        zone,
        this.addNodes(`general-purpose-${zone}`, "general-purpose", size, after, { zones: [zone], minScheduled }),
      ]),
    );
  }

  private addSpecial(after: readonly EksAddon[]): void {
    const { blockchain, gpu, monitoring } = this.environment.kubernetes;
    const { type, gibibytes, iops } = blockchain.volume;
    const groups = {
      blockchain: this.addNodes("blockchain", "blockchain", blockchain, after, {
        subnetGroup: "blockchain",
        taints: [dedicated("blockchain")],
        volumeType: type,
        volumeGibibytes: gibibytes,
        volumeIops: iops,
      }),
      gpu: this.addNodes("gpu", "gpu", gpu, after, { amiType: "AL2023_x86_64_NVIDIA", taints: GPU_NODES.taints }),
      monitoring: this.addNodes("monitoring", "monitoring", monitoring, after, { taints: [dedicated("monitoring")] }),
    };
    for (const [name, group] of Object.entries(groups)) {
      keepCpu(this, name, group);
    }
  }

  private addNodes(name: string, pool: string, size: Size, after: readonly EksAddon[], extras: Extras): EksNodeGroup {
    const { vpc, keys, group } = this.needs;
    return new EksNodeGroup(this, name, {
      ...extras,
      name,
      cluster: this.cluster,
      vpc,
      instanceTypes: size.instanceTypes,
      minNodes: size.min,
      desiredNodes: size.desired,
      maxNodes: size.max,
      labels: { "node-pool": pool },
      securityGroups: [group],
      key: keys.data,
      tags: this.tags,
      after,
    });
  }
}
