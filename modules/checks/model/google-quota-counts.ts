/** Counts how much of the quotas of projects in Google Cloud the resources of all stacks use. */
import { cpusOf, GOOGLE_QUOTAS, type GoogleQuotaName } from "@modules/google/quotas";
import type { Json } from "../json";
import type { Block } from "./blocks";
import { googleUsages, nodesOf } from "./google-address-counts";
import { placeOf } from "./places";
import type { ResourceGraph } from "./resources";
import { groupBy, isKnownText, list, nested, sum } from "./values";

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
    const disks = template ? list(template.attributes.disk) : [node];
    return machine(user, machine_type, disks.map(diskOf), { count, peak });
  });
  return [
    ...grouped,
    ...graph.of("google_container_cluster").flatMap((cluster) => defaultPool(graph, cluster, grouped)),
    ...graph.of("google_compute_instance").flatMap((block) => {
      const { machine_type, boot_disk } = block.attributes;
      const { size, type } = nested(nested(boot_disk).initialize_params);
      return machine(block, machine_type, [{ size: Number(size ?? 10), type: String(type) }], { count: 1, peak: 1 });
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
  return machine(cluster, machine_type, [diskOf(node)], { count, peak: count }).flatMap((first) => {
    const same = later.filter(({ quota }) => quota === first.quota);
    const more = (size: "count" | "peak") => Math.max(0, first[size] - sum(same.map((one) => one[size])));
    return more("count") > 0 ? [{ ...first, count: more("count"), peak: more("peak") }] : [];
  });
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
