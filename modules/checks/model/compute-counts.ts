/** Counts the vCPUs that the instances and Fargate tasks of all stacks start with, and those they may grow to. */
import type { QuotaName } from "@modules/aws/quotas";
import type { Json } from "../json";
import type { Block } from "./blocks";
import type { ResourceGraph } from "./resources";
import { groupSize, nodeGroupSize, type Size, serviceSize } from "./sizes";
import { list, valuesAt } from "./values";

export interface ComputeUsage {
  readonly quota: QuotaName;
  readonly block: Block;
  /** vCPUs at the size that an apply starts with. */
  readonly count: number;
  /** vCPUs at the largest size. */
  readonly peak: number;
}

export function computeUsages(graph: ResourceGraph): ComputeUsage[] {
  return [
    ...graph.of("aws_autoscaling_group").flatMap((block) => groupUsages(graph, block)),
    ...graph.of("aws_eks_node_group").flatMap((block) => nodeGroupUsages(graph, block)),
    ...graph.of("aws_instance").flatMap((block) => instanceUsages(block)),
    ...graph.of("aws_ecs_service").flatMap((block) => serviceUsages(graph, block)),
  ];
}

/** Instances of the sizes that have no number: vCPUs by size. Sizes with a number have four times as many. */
const SIZES: Readonly<Record<string, number>> = { nano: 2, micro: 2, small: 2, medium: 2, large: 2, xlarge: 4 };

/**
 * vCPUs of an instance type such as `c5.2xlarge`, or undefined for bare metal.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html
 */
export function vcpusOf(instanceType: string): number | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  const multiple = /^(\d+)xlarge$/.exec(size);
  if (multiple) {
    return 4 * Number(multiple[1]);
  }
  // Burstable types have two vCPUs from the smallest size on; of other families, only Graviton has a medium size.
  return size === "medium" && !family.startsWith("t") ? 1 : SIZES[size];
}

/** Quota that instances of a type count against, by the letters of its family. */
function quotaOf(instanceType: string, spot: boolean): QuotaName | undefined {
  const family = /^[a-z]+/.exec(instanceType)?.[0] ?? "";
  if (/^[acdhimrtz]/.test(family) && !/^(dl|hpc|inf|trn)/.test(family)) {
    return spot ? "spotStandardVcpus" : "onDemandStandardVcpus";
  }
  if (/^(g|vt)/.test(family)) {
    return spot ? "spotGVcpus" : "onDemandGVcpus";
  }
  return family === "p" ? (spot ? "spotPVcpus" : "onDemandPVcpus") : undefined;
}

/** AWS starts with the first type of a list and falls back to the others, so the largest of them counts for the peak. */
function usage(block: Block, instanceTypes: readonly string[], size: Size, spot: boolean): ComputeUsage[] {
  const vcpus = instanceTypes.map((type) => vcpusOf(type) ?? 0);
  const quota = quotaOf(instanceTypes[0] ?? "", spot);
  return quota ? [{ quota, block, count: (vcpus[0] ?? 0) * size.count, peak: Math.max(0, ...vcpus) * size.peak }] : [];
}

function groupUsages(graph: ResourceGraph, block: Block): ComputeUsage[] {
  const { mixed_instances_policy } = block.attributes;
  const path = mixed_instances_policy
    ? "mixed_instances_policy.launch_template.launch_template_specification.launch_template_id"
    : "launch_template.id";
  const types = valuesAt({ mixed_instances_policy }, "mixed_instances_policy.launch_template.override.instance_type");
  const instanceTypes =
    types.length > 0 ? types : graph.targets(block, path).map(({ attributes }) => attributes.instance_type);
  const [distribution = {}] = valuesAt(
    { mixed_instances_policy },
    "mixed_instances_policy.instances_distribution",
  ) as Json[];
  const { on_demand_base_capacity: base = 0, on_demand_percentage_above_base_capacity: share = 100 } = distribution;
  const onDemandOf = (size: number) => Math.min(size, base) + Math.ceil((Math.max(0, size - base) * share) / 100);
  const { count, peak } = groupSize(block);
  const onDemand = { count: onDemandOf(count), peak: onDemandOf(peak) };
  const spot = { count: count - onDemand.count, peak: peak - onDemand.peak };
  return [
    ...usage(block, instanceTypes.map(String), onDemand, false),
    ...(share < 100 ? usage(block, instanceTypes.map(String), spot, true) : []),
  ];
}

function nodeGroupUsages(graph: ResourceGraph, block: Block): ComputeUsage[] {
  const { instance_types, capacity_type } = block.attributes;
  const types = list(instance_types);
  const instanceTypes =
    types.length > 0
      ? types
      : graph.targets(block, "launch_template.id").map(({ attributes }) => attributes.instance_type);
  return usage(block, instanceTypes.map(String), nodeGroupSize(block), capacity_type === "SPOT");
}

function instanceUsages(block: Block): ComputeUsage[] {
  return usage(block, [String(block.attributes.instance_type)], { count: 1, peak: 1 }, false);
}

function serviceUsages(graph: ResourceGraph, block: Block): ComputeUsage[] {
  const [task] = graph.targets(block, "task_definition");
  if (block.attributes.launch_type !== "FARGATE" || !task) {
    return [];
  }
  const vcpus = Number(task.attributes.cpu) / 1024;
  const { count, peak } = serviceSize(block, graph);
  return [{ quota: "fargateVcpus", block, count: vcpus * count, peak: vcpus * peak }];
}
