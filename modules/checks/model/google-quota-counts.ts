/** Counts how much of the quotas of projects in Google Cloud the resources of all stacks use. */
import { cpusOf, GOOGLE_QUOTAS, type GoogleQuotaName } from "@modules/google/quotas";
import type { Json } from "../json";
import type { Block } from "./blocks";
import { googleUsages } from "./google-address-counts";
import { placeOf } from "./places";
import type { ResourceGraph } from "./resources";
import { groupBy, list, nested, sum } from "./values";

export interface GoogleQuotaUsage {
  readonly quota: GoogleQuotaName;
  /** Region and project, or the project, in words. */
  readonly holder: string;
  /** Usage of what is created first. */
  readonly count: number;
  /** Usage at the largest size that the resources may scale to. */
  readonly peak: number;
  /** A counted resource; the facts of its stack hold the quotas of the project. */
  readonly example: Block;
}

type Count = Omit<GoogleQuotaUsage, "holder" | "example"> & { readonly block: Block };

export function googleQuotaUsages(graph: ResourceGraph): GoogleQuotaUsage[] {
  const counts = [...machines(graph), ...addresses(graph), ...single(graph)];
  const byHolder = groupBy(counts, ({ quota, block }) => `${quota} ${placeOf(block, GOOGLE_QUOTAS[quota].scope)}`);
  return [...byHolder.values()].map((same) => {
    const { quota, block } = same[0]!;
    return {
      quota,
      holder: placeOf(block, GOOGLE_QUOTAS[quota].scope),
      count: sum(same.map(({ count }) => count)),
      peak: sum(same.map(({ peak }) => peak)),
      example: block,
    };
  });
}

/** vCPUs and boot disks of groups of instances, of nodes and of single instances. */
function machines(graph: ResourceGraph): Count[] {
  return [
    ...googleUsages(graph).flatMap(({ user, count, peak }) => {
      const [template] = graph.targets(user, "version.instance_template");
      const { machine_type, ...node } = template?.attributes ?? nested(user.attributes.node_config);
      const disks = template ? list(template.attributes.disk) : [node];
      return machine(user, machine_type, disks.map(diskOf), { count, peak });
    }),
    ...graph.of("google_compute_instance").flatMap((block) => {
      const { machine_type, boot_disk } = block.attributes;
      const { size, type } = nested(nested(boot_disk).initialize_params);
      return machine(block, machine_type, [{ size: Number(size ?? 10), type: String(type) }], { count: 1, peak: 1 });
    }),
  ];
}

interface Disk {
  readonly size: number;
  readonly type: string;
}

/** Google makes disks of 100 GB for nodes that name no size: https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-provisioning */
function diskOf({ disk_size_gb = 100, disk_type = "pd-balanced" }: Json): Disk {
  return { size: Number(disk_size_gb), type: String(disk_type) };
}

function machine(block: Block, type: unknown, disks: readonly Disk[], size: { count: number; peak: number }): Count[] {
  const cpus = cpusOf(String(type));
  const times = (quota: GoogleQuotaName, each: number): Count => ({
    quota,
    block,
    count: each * size.count,
    peak: each * size.peak,
  });
  return [
    ...(cpus ? [times(cpus.quota, cpus.count)] : []),
    ...disks.map((disk) => times(disk.type === "pd-standard" ? "diskGigabytes" : "ssdGigabytes", disk.size)),
  ];
}

function addresses(graph: ResourceGraph): Count[] {
  const isExternal = ({ attributes }: Block) => (attributes.address_type ?? "EXTERNAL") === "EXTERNAL";
  const once = (quota: GoogleQuotaName) => (block: Block) => ({ quota, block, count: 1, peak: 1 });
  return [
    ...graph.of("google_compute_address").filter(isExternal).map(once("staticAddresses")),
    ...graph.of("google_compute_global_address").filter(isExternal).map(once("globalStaticAddresses")),
    ...graph
      .of("google_compute_instance")
      .filter(({ attributes }) =>
        list(attributes.network_interface).some(({ access_config }) => list(access_config).length > 0),
      )
      .map(once("inUseAddresses")),
  ];
}

/** Resources that count by their number or by one argument. */
function single(graph: ResourceGraph): Count[] {
  return (
    [
      ["firewalls", "google_compute_firewall"],
      ["routes", "google_compute_route"],
      ["sqlInstances", "google_sql_database_instance"],
      ["redisGibibytes", "google_redis_instance", "memory_size_gb"],
    ] as const
  ).flatMap(([quota, type, argument]) =>
    graph.of(type).map((block) => {
      const count = argument ? Number(block.attributes[argument]) : 1;
      return { quota, block, count, peak: count };
    }),
  );
}
