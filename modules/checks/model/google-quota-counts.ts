/** Counts how much of the quotas of projects in Google Cloud the resources of all stacks use. */
import { cpusOf, GOOGLE_QUOTAS, type GoogleQuotaName } from "@modules/google/quotas";
import type { Json } from "../json";
import type { Block } from "./blocks";
import { googleUsages, nodesOf } from "./google-address-counts";
import { placeOf } from "./places";
import type { QuotaUsage } from "./quota-room";
import type { ResourceGraph } from "./resources";
import { groupBy, isKnownText, list, nested, sum } from "./values";

export type GoogleQuotaUsage = QuotaUsage<GoogleQuotaName>;

type Count = Omit<GoogleQuotaUsage, "holder" | "example"> & { readonly block: Block };

export function googleQuotaUsages(graph: ResourceGraph): GoogleQuotaUsage[] {
  const counts = [...machines(graph), ...addresses(graph), ...single(graph), ...clusterRules(graph)];
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

/** Machine types whose vCPUs count against a quota that this model does not know, with a resource that uses each. */
export function uncountedMachines(graph: ResourceGraph): ReadonlyMap<string, Block> {
  const users = [
    ...googleUsages(graph).map(({ user }) => ({ block: user, type: machineOf(graph, user).machine_type })),
    ...graph.of("google_compute_instance").map((block) => ({ block, type: block.attributes.machine_type })),
  ];
  return new Map(
    users.filter(({ type }) => isKnownText(type) && !cpusOf(type)).map(({ type, block }) => [String(type), block]),
  );
}

/** vCPUs and boot disks of groups of instances, of nodes and of single instances. */
function machines(graph: ResourceGraph): Count[] {
  const grouped = googleUsages(graph).flatMap(({ user, count, peak }) => {
    const [template] = graph.targets(user, "version.instance_template");
    const { machine_type, ...node } = machineOf(graph, user);
    const disks = template ? list(template.attributes.disk).flatMap(templateDisks) : [nodeDisk(node)];
    return machine(user, machine_type, disks, { count, peak });
  });
  return [
    ...grouped,
    ...graph.of("google_container_cluster").flatMap((cluster) => defaultPool(graph, cluster, grouped)),
    ...graph.of("google_compute_instance").flatMap((block) => {
      const { machine_type, boot_disk } = block.attributes;
      const { source, initialize_params } = nested(boot_disk);
      const { size, type } = nested(initialize_params);
      const disks = source ? [] : [machineDisk(size, type)];
      return machine(block, machine_type, disks, { count: 1, peak: 1 });
    }),
  ];
}

/** Attributes of a group's instances: those of its template, or of a pool's nodes. */
function machineOf(graph: ResourceGraph, user: Block): Json {
  const [template] = graph.targets(user, "version.instance_template");
  return template?.attributes ?? nested(user.attributes.node_config);
}

/**
 * GKE makes every cluster with a default pool. A removed one is gone before Terraform makes the cluster's other pools, so
 * only those of its nodes count that outnumber theirs.
 */
function defaultPool(graph: ResourceGraph, cluster: Block, others: readonly Count[]): Count[] {
  const { node_config, remove_default_node_pool: removed, enable_autopilot, node_pool } = cluster.attributes;
  const { machine_type = "e2-medium", ...node } = nested(node_config);
  const { count } = nodesOf(cluster, cluster);
  if (enable_autopilot || node_pool) {
    return [];
  }
  const later = removed ? others.filter(({ block }) => graph.targets(block, "cluster")[0] === cluster) : [];
  return machine(cluster, machine_type, [nodeDisk(node)], { count, peak: count }).flatMap((first) => {
    const same = later.filter(({ quota }) => quota === first.quota);
    const more = (size: "count" | "peak") => Math.max(0, first[size] - sum(same.map((one) => one[size])));
    return more("count") > 0 ? [{ ...first, count: more("count"), peak: more("peak") }] : [];
  });
}

interface Disk {
  readonly size: number;
  readonly type: string;
}

/**
 * A disk of an instance. Without a size it is as large as its image, which is 10 GB for Container-Optimized OS, Debian and
 * Ubuntu. https://cloud.google.com/compute/docs/reference/rest/v1/instances
 */
function machineDisk(size: unknown = 10, type: unknown = "pd-standard"): Disk {
  return { size: Number(size), type: String(type) };
}

/** The disk that an instance template makes; a named source is a disk that exists, and local SSDs have their own quota. */
function templateDisks({ source, type, disk_type, disk_size_gb }: Json): Disk[] {
  return source || type === "SCRATCH" ? [] : [machineDisk(disk_size_gb, disk_type)];
}

/** The boot disk of a node of GKE. https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/NodeConfig */
function nodeDisk({ boot_disk, ...node }: Json): Disk {
  const { size_gb = node.disk_size_gb ?? 100, disk_type = node.disk_type ?? "pd-balanced" } = nested(boot_disk);
  return { size: Number(size_gb), type: String(disk_type) };
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
  const inUse = (block: Block, each: number, size: { count: number; peak: number }): Count[] =>
    each > 0 ? [{ quota: "inUseAddresses", block, count: each * size.count, peak: each * size.peak }] : [];
  return [
    ...graph.of("google_compute_address").filter(isExternal).map(once("staticAddresses")),
    ...graph.of("google_compute_global_address").filter(isExternal).map(once("globalStaticAddresses")),
    ...graph
      .of("google_compute_instance")
      .flatMap((block) => inUse(block, externalAddresses(block), { count: 1, peak: 1 })),
    ...googleUsages(graph).flatMap(({ user, count, peak }) => {
      const [template] = graph.targets(user, "version.instance_template");
      const each = template ? externalAddresses(template) : hasPrivateNodes(graph, user) ? 0 : 1;
      return inUse(user, each, { count, peak });
    }),
  ];
}

/** Every interface of an instance may have an external address of its own. */
function externalAddresses({ attributes }: Block): number {
  return sum(list(attributes.network_interface).map(({ access_config }) => list(access_config).length));
}

/** Nodes of GKE have external addresses, unless their pool or their cluster says otherwise. */
function hasPrivateNodes(graph: ResourceGraph, pool: Block): boolean {
  const own = nested(pool.attributes.network_config).enable_private_nodes;
  const [cluster] = graph.targets(pool, "cluster");
  return own ?? nested(cluster?.attributes.private_cluster_config).enable_private_nodes ?? false;
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

/**
 * Firewall rules that GKE makes itself for the nodes, pods, kubelets and control plane of a Standard cluster. Each
 * service of the type LoadBalancer adds two: for its clients and for its health check.
 * https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules
 */
const CLUSTER_RULES = 5;
const SERVICE_RULES = 2;

/** A cluster counts as one that has a service of the type LoadBalancer, because the service is in a stack of another provider. */
function clusterRules(graph: ResourceGraph): Count[] {
  const count = CLUSTER_RULES + SERVICE_RULES;
  return graph
    .of("google_container_cluster")
    .map((block) => ({ quota: "firewalls" as const, block, count, peak: count }));
}
