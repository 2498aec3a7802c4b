import { ContainerNodePool } from "@cdktf/provider-google/lib/container-node-pool";
import { Construct } from "constructs";
import { projectOf } from "../project";
import type { GkeCluster } from "./gke-cluster";
import { secureNode } from "./settings";

export interface GkeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";
}

export interface GkeNodePoolProps {
  /** 1 to 40 lower-case letters, digits and hyphens. A change replaces the nodes. */
  readonly name: string;

  readonly cluster: GkeCluster;

  /** A change replaces the nodes, a few at a time. */
  readonly machineType: string;

  /** Nodes in each zone, to begin with and at least. */
  readonly minNodesPerZone: number;

  /** Up to here the cluster's autoscaler decides; where it equals the minimum the number is fixed. */
  readonly maxNodesPerZone: number;

  /** Zones of the nodes. @default the cluster's */
  readonly zones?: readonly string[];

  /** Size of a boot disk, 10 or more. @default 100 */
  readonly diskGibibytes?: number;

  /** All but `pd-standard` count against the region's SSD quota, 500 GB in a new project. @default "pd-balanced" */
  readonly diskType?: "pd-standard" | "pd-balanced" | "pd-ssd";

  /** Cheaper by more than half, for a day at most and taken back at half a minute's notice. A change replaces the nodes. @default false */
  readonly preemptible?: boolean;

  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;

  /** What keeps other pods off the nodes. @default none */
  readonly taints?: readonly GkeTaint[];

  /** On instances and disks, which the provider's default labels never reach. */
  readonly resourceLabels: Readonly<Record<string, string>>;
}

/** Nodes of Container-Optimized OS that GKE replaces when they fail or fall behind the cluster, one at a time. */
export class GkeNodePool extends Construct {
  constructor(scope: Construct, id: string, props: GkeNodePoolProps) {
    super(scope, id);
    const { name, cluster, machineType, minNodesPerZone, maxNodesPerZone, zones, resourceLabels } = props;
    const { diskGibibytes = 100, diskType = "pd-balanced", preemptible = false, labels = {}, taints = [] } = props;
    if (minNodesPerZone < 0 || minNodesPerZone > maxNodesPerZone || maxNodesPerZone < 1) {
      throw new Error(
        `${this.node.path}: minNodesPerZone must be 0 to maxNodesPerZone (${maxNodesPerZone}), got ${minNodesPerZone}`,
      );
    }
    const fixed = minNodesPerZone === maxNodesPerZone;
    new ContainerNodePool(this, "Default", {
      name,
      cluster: cluster.id,
      location: projectOf(this).region,
      nodeLocations: zones && [...zones],
      nodeCount: fixed ? minNodesPerZone : undefined,
      initialNodeCount: fixed ? undefined : minNodesPerZone,
      autoscaling: fixed
        ? undefined
        : {
            minNodeCount: minNodesPerZone,
            maxNodeCount: maxNodesPerZone,
            // What may be taken back any time is best bought where there is most of it.
            locationPolicy: preemptible ? "ANY" : "BALANCED",
          },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
      nodeConfig: {
        ...secureNode(cluster.diskKey, cluster.nodeAccount),
        machineType,
        diskSizeGb: diskGibibytes,
        diskType,
        preemptible,
        labels,
        taint: taints.map((taint) => ({ ...taint })),
        resourceLabels,
      },
      // The autoscaler's, from the first node on; and a change of the initial number would replace them all.
      lifecycle: fixed ? undefined : { ignoreChanges: ["initial_node_count", "node_count"] },
    });
  }
}
