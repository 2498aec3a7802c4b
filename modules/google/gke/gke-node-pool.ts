import { ContainerNodePool, type ContainerNodePoolConfig } from "@cdktf/provider-google/lib/container-node-pool";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import { BOOT_DISK_GIBIBYTES } from "../limits";
import { projectOf } from "../project";
import type { IGkeCluster } from "./gke-cluster";
import { secureNode } from "./settings";

export interface GkeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";
}

export interface GkeNodePoolProps {
  /**
   * Name of the node pool: 1 to 40 lower-case letters, digits and hyphens, beginning with a letter. A change replaces
   * the nodes.
   */
  readonly name: string;

  readonly cluster: Pick<IGkeCluster, "id" | "diskKey" | "nodeAccount">;

  /** Such as `e2-standard-4`. A change replaces the nodes, one at a time. */
  readonly machineType: string;

  /** Least number of nodes in each zone, and the number when the pool is created; 0 to `maxNodesPerZone`. */
  readonly minNodesPerZone: number;

  /** Greatest number of nodes in each zone, at least 1. Equal numbers turn autoscaling off. */
  readonly maxNodesPerZone: number;

  /** Zones of the nodes. @default the zones of the cluster */
  readonly zones?: readonly string[];

  /** Size of a boot disk, 10 to 65536 GiB, which GKE calls GB. @default 100 */
  readonly diskGibibytes?: number;

  /** Type of the boot disk. All but `pd-standard` count against the region's SSD quota, 500 GB in a new project. @default "pd-balanced" */
  readonly diskType?: "pd-standard" | "pd-balanced" | "pd-ssd";

  /**
   * Preemptible nodes, for less than half of the price: they run 24 hours at most, and Google stops them with 30 seconds'
   * notice. A change replaces the nodes.
   * @default false
   */
  readonly preemptible?: boolean;

  /** Kubernetes labels of the nodes. @default {} */
  readonly labels?: Readonly<Record<string, string>>;

  /** Taints that keep pods without a toleration off the nodes. @default [] */
  readonly taints?: readonly GkeTaint[];

  /** Labels of instances and disks, which do not get the provider's default labels. */
  readonly resourceLabels: Readonly<Record<string, string>>;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ContainerNodePoolConfig>;
}

/** A node pool with Container-Optimized OS. GKE repairs and upgrades its nodes, one at a time. */
export class GkeNodePool extends Construct {
  constructor(scope: Construct, id: string, props: GkeNodePoolProps) {
    super(scope, id);
    const { name, cluster, machineType, minNodesPerZone, maxNodesPerZone, zones, resourceLabels } = props;
    const { diskGibibytes = 100, diskType = "pd-balanced", preemptible = false, labels = {}, taints = [] } = props;
    const { overrides } = props;
    checkWholeNumber(this, "maxNodesPerZone", maxNodesPerZone, 1);
    checkWholeNumber(this, "minNodesPerZone", minNodesPerZone, 0, maxNodesPerZone);
    checkWholeNumber(this, "diskGibibytes", diskGibibytes, BOOT_DISK_GIBIBYTES.min, BOOT_DISK_GIBIBYTES.max);
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
            // Google reclaims preemptible nodes less often in zones with more spare capacity.
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
      // The autoscaler changes the number of nodes, and a change of the initial number would replace the pool.
      lifecycle: fixed ? undefined : { ignoreChanges: ["initial_node_count", "node_count"] },
      ...overrides,
    });
  }
}
