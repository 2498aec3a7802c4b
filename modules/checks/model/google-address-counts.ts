/** Addresses that resources take in subnets of Google Cloud, and nodes in ranges of pods. */
import type { Block } from "./blocks";
import type { ResourceGraph } from "./resources";
import { list, nested, sum } from "./values";

/** Resources of a subnet at their largest size. */
export interface GoogleUsage {
  readonly subnet: Block;
  readonly user: Block;
  /** Instances that are created first. */
  readonly count: number;
  /** Addresses of instances, also of those that replace others during an update. */
  readonly peak: number;
  /** Range of a cluster's pods, which gives each node a block of its own. @default none */
  readonly pods?: PodRange;
}

interface PodRange {
  readonly name: string;
  /** Addresses of each node's block. */
  readonly block: number;
}

/** Pods of a node when its pool does not say, with which GKE makes Standard clusters. */
const DEFAULT_PODS = 110;

export function googleUsages(graph: ResourceGraph): GoogleUsage[] {
  return [...poolUsages(graph), ...groupUsages(graph)];
}

function poolUsages(graph: ResourceGraph): GoogleUsage[] {
  return graph.of("google_container_node_pool").flatMap((pool) => {
    const cluster = graph.targets(pool, "cluster")[0];
    const subnet = cluster && graph.targets(cluster, "subnetwork")[0];
    const range = cluster && nested(cluster.attributes.ip_allocation_policy).cluster_secondary_range_name;
    if (!subnet || typeof range !== "string") {
      return [];
    }
    const { attributes } = cluster;
    const own = nested(pool.attributes.network_config).pod_range;
    const pods = Number(pool.attributes.max_pods_per_node ?? attributes.default_max_pods_per_node ?? DEFAULT_PODS);
    return [{ subnet, user: pool, ...nodesOf(pool, cluster), pods: { name: own ?? range, block: blockOf(pods) } }];
  });
}

/**
 * A block has twice as many addresses as the node has pods, so that no address is used again at once.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr
 */
function blockOf(pods: number): number {
  return 2 ** Math.ceil(Math.log2(2 * pods));
}

/** Zones of a regional cluster that names none: GKE takes three. */
const ZONES = 3;

/** The first and the most nodes of a pool. Limits are for each zone, unless they are totals. */
export function nodesOf({ attributes }: Block, cluster: Block): Pick<GoogleUsage, "count" | "peak"> {
  const places = list(attributes.node_locations ?? cluster.attributes.node_locations).length;
  const isZonal = /-[a-z]$/.test(String(cluster.attributes.location));
  const zones = places || (isZonal ? 1 : ZONES);
  const { max_node_count: most, total_max_node_count: total } = nested(attributes.autoscaling);
  const { strategy = "SURGE", max_surge: surge = 1 } = nested(attributes.upgrade_settings);
  const nodes = Number(total ?? zones * Number(most ?? attributes.node_count ?? 1));
  const count = zones * Number(attributes.node_count ?? attributes.initial_node_count ?? 1);
  // An upgrade by blue and green makes every node again before it deletes the first.
  return { count, peak: strategy === "BLUE_GREEN" ? 2 * nodes : nodes + Number(surge) };
}

function groupUsages(graph: ResourceGraph): GoogleUsage[] {
  const scalers = new Map(
    graph.of("google_compute_region_autoscaler").map((one) => [graph.targets(one, "target")[0], one]),
  );
  return graph.of("google_compute_region_instance_group_manager").flatMap((group) => {
    const { min_replicas, max_replicas } = nested(scalers.get(group)?.attributes.autoscaling_policy);
    const { target_size } = group.attributes;
    const most = max_replicas ?? target_size;
    const surge = nested(group.attributes.update_policy).max_surge_fixed ?? 0;
    return graph
      .targets(group, "version.instance_template")
      .slice(0, 1)
      .flatMap((template) => graph.targets(template, "network_interface.subnetwork"))
      .map((subnet) => ({
        subnet,
        user: group,
        count: Number(target_size ?? min_replicas ?? 0),
        peak: sum([Number(most ?? 0), Number(surge)]),
      }));
  });
}
