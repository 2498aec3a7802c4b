/** A GKE cluster, and the rules between its fields and those of its network. */
import { isCidr } from "@modules/core/cidr";
import { BOOT_DISK_GIBIBYTES } from "@modules/google/limits";
import { z } from "zod";
import type { Fault, Given } from "./faults";
import { cidr, count, machineType, positive, slug } from "./fields";
import { type GoogleSettings, googleZones } from "./google";

/** Fields of a GKE cluster; a platform adds its `nodePools`. */
export const gkeSchema = z.strictObject({
  /** Name of the subnet in `network.subnets`, which must have ranges for pods and Services. */
  subnet: slug,
  /** Zones of the nodes; numbers of nodes are per zone. */
  zones: googleZones,
  /** Block for the control plane: a /28 that no other network uses. */
  controlPlaneCidr: cidr.refine((value) => !isCidr(value) || value.endsWith("/28"), {
    error: "must be a /28; write /28 after the address",
  }),
  /**
   * Also serve the control plane at its DNS name, to which IAM allows connections from any network. Runners with
   * changing addresses need it; otherwise `adminCidrs` must contain the addresses of the runners.
   * https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation
   */
  namedEndpoint: z.boolean(),
});

export const nodePoolSchema = z.strictObject({
  machineType,
  /** Boot disk of a node in GiB, at least 10. */
  diskGibibytes: z.int().min(BOOT_DISK_GIBIBYTES.min, { error: `must be at least ${BOOT_DISK_GIBIBYTES.min} GiB` }),
  /**
   * Type of the boot disk. All types except `pd-standard` count in the region's SSD quota, which is 500 GB in a new
   * project.
   */
  diskType: z.enum(["pd-standard", "pd-balanced", "pd-ssd"]),
  /** Minimum number of nodes per zone. */
  min: count,
  /** Maximum number of nodes per zone. The pool does not scale when it equals `min`. */
  max: positive,
  /** Zones of the pool. @default all zones of the cluster */
  zones: googleZones.optional(),
});

export type NodePoolSettings = z.infer<typeof nodePoolSchema>;
export type GkeSettings = z.infer<typeof gkeSchema> & {
  readonly nodePools: Readonly<Record<string, NodePoolSettings>>;
};

type Google = NonNullable<Given<GoogleSettings & { readonly kubernetes: GkeSettings }>>;

const PATH = ["google", "kubernetes"];

/**
 * Node pools must be in the cluster's zones, and the network must have addresses for all pods when every pool has its
 * maximum size.
 */
export function gkeFaults(google: Google | undefined): Fault[] {
  return google?.kubernetes ? [...nodePoolFaults(google), ...podRangeFaults(google)] : [];
}

function nodePoolFaults({ kubernetes }: Google): Fault[] {
  const zones = kubernetes?.zones;
  return Object.entries(kubernetes?.nodePools ?? {}).flatMap(([name, pool]) => {
    const { zones: own = [] } = pool ?? {};
    const path = [...PATH, "nodePools", name];
    const stray = zones ? own.filter((zone) => !zones.includes(zone)) : [];
    return [
      ...stray.map((zone) => ({
        path: [...path, "zones"],
        message: `must be zones of the cluster (${zones?.join(", ")}); take one of these, or add it there`,
        input: zone,
      })),
    ];
  });
}

/**
 * Prefix length of a node's pod addresses. GKE gives each node a /24, more than twice the 110 pods that a node may run.
 */
const NODE_PREFIX = 24;

function podRangeFaults({ network, kubernetes }: Google): Fault[] {
  const { subnet: name = "", nodePools = {}, zones = [] } = kubernetes ?? {};
  const subnets = network?.subnets ?? {};
  const subnet = subnets[name];
  if (!subnet?.podsCidr || !subnet.servicesCidr) {
    const fitting = Object.keys(subnets).filter((one) => subnets[one]?.podsCidr && subnets[one].servicesCidr);
    const message = `must be a subnet of google.network with podsCidr and servicesCidr (${fitting.join(", ") || "none"})`;
    return [{ path: [...PATH, "subnet"], message, input: name }];
  }
  // An upgrade adds one node to each pool.
  const nodes = Object.values(nodePools).map((pool) => (pool?.max ?? 0) * (pool?.zones ?? zones).length + 1);
  const needed = nodes.reduce((sum, count) => sum + count, 0);
  const room = 2 ** (NODE_PREFIX - Number(subnet.podsCidr.split("/")[1]));
  const message = `must have a /${NODE_PREFIX} for each of at most ${needed} nodes, upgrades included; widen it, or lower max of a pool`;
  return room < needed
    ? [{ path: ["google", "network", "subnets", name, "podsCidr"], message, input: subnet.podsCidr }]
    : [];
}
