/** A Kubernetes cluster in Google Cloud, and what must hold between its fields and its network's. */

import { isCidr } from "@modules/core/cidr";
import { z } from "zod";
import { cidr, count, positive, slug } from "./fields";
import type { GoogleSettings } from "./google";
import type { Fault, Given } from "./rules";

const zone = z
  .string()
  .regex(/^[a-z]+-[a-z]+\d-[a-z]$/, { error: "must be a zone of Google Cloud such as us-central1-a" });

const zones = z.array(zone).min(1, { error: "must name at least one zone" });

/** A platform adds its `nodePools`. */
export const gkeSchema = z.strictObject({
  /** One of the network's, with blocks for pods and services. */
  subnet: slug,
  /** Zones of the nodes; numbers of nodes are for each of them. */
  zones,
  /** A /28 that no other network has; the control plane answers there. */
  controlPlaneCidr: cidr.refine((value) => !isCidr(value) || value.endsWith("/28"), { error: "must be a /28" }),
  /**
   * Answer at the cluster's name, too, whomever IAM lets connect, from any network:
   * for runners whose addresses change. Without it `adminCidrs` must hold the runners'.
   */
  namedEndpoint: z.boolean(),
});

export const nodePoolSchema = z.strictObject({
  machineType: z.string(),
  /** Size of a node's boot disk, from 10 GiB. */
  diskGibibytes: z.int().min(10, { error: "must be at least 10 GiB" }),
  /** All but `pd-standard` count against the region's SSD quota, 500 GB in a new project. */
  diskType: z.enum(["pd-standard", "pd-balanced", "pd-ssd"]),
  /** In each zone. */
  min: count,
  /** In each zone; a fixed number where it equals `min`. */
  max: positive,
  /** Some of the cluster's zones. Absent where the nodes are in all of them. */
  zones: zones.optional(),
});

export type NodePoolSettings = z.infer<typeof nodePoolSchema>;
export type GkeSettings = z.infer<typeof gkeSchema> & {
  readonly nodePools: Readonly<Record<string, NodePoolSettings>>;
};

type Google = NonNullable<Given<GoogleSettings & { readonly kubernetes: GkeSettings }>>;

const PATH = ["google", "kubernetes"];

/** A cluster is where its network is, and its network holds as many pods as it may grow to. */
export function gkeFaults(google: Google | undefined): Fault[] {
  return google?.kubernetes ? [...zoneFaults(google), ...poolFaults(google), ...subnetFaults(google)] : [];
}

function zoneFaults({ region, kubernetes }: Google): Fault[] {
  return (kubernetes?.zones ?? [])
    .map((zone, index): Fault & { input: string | undefined } => ({
      path: [...PATH, "zones", String(index)],
      message: `must be a zone of ${region}`,
      input: zone,
    }))
    .filter(({ input }) => region && !input?.startsWith(`${region}-`));
}

function poolFaults({ kubernetes }: Google): Fault[] {
  const zones = kubernetes?.zones ?? [];
  return Object.entries(kubernetes?.nodePools ?? {}).flatMap(([name, pool]) => {
    const { min = 0, max = min, zones: own = [] } = pool ?? {};
    const path = [...PATH, "nodePools", name];
    const stray = own.filter((zone) => !zones.includes(zone));
    return [
      ...(min > max ? [{ path: [...path, "min"], message: `must be at most max (${max})`, input: min }] : []),
      ...stray.map((zone) => ({
        path: [...path, "zones"],
        message: `must be zones of the cluster (${zones.join(", ")})`,
        input: zone,
      })),
    ];
  });
}

/** Addresses of pods are handed out by the /24, which holds the 110 pods of a node twice. */
const NODE_PREFIX = 24;

function subnetFaults({ network, kubernetes }: Google): Fault[] {
  const { subnet: name = "", nodePools = {}, zones = [] } = kubernetes ?? {};
  const subnet = network?.subnets?.[name];
  if (!subnet?.podsCidr || !subnet.servicesCidr) {
    const message = "must be one of the network's with podsCidr and servicesCidr";
    return [{ path: [...PATH, "subnet"], message, input: name }];
  }
  // One more of each pool while it is upgraded.
  const nodes = Object.values(nodePools).map((pool) => (pool?.max ?? 0) * (pool?.zones ?? zones).length + 1);
  const needed = nodes.reduce((sum, count) => sum + count, 0);
  const room = 2 ** (NODE_PREFIX - Number(subnet.podsCidr.split("/")[1]));
  const message = `must have a /${NODE_PREFIX} for each of at most ${needed} nodes, upgrades included`;
  return room < needed
    ? [{ path: ["google", "network", "subnets", name, "podsCidr"], message, input: subnet.podsCidr }]
    : [];
}
