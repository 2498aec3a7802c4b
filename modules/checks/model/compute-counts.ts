/** Counts the vCPUs that the instances and Fargate tasks of all stacks start with, and those they may grow to. */
import type { QuotaName } from "@modules/aws/quotas";
import type { Json } from "../json";
import type { Block } from "./blocks";
import type { ResourceGraph } from "./resources";
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
function usage(
  block: Block,
  instanceTypes: readonly string[],
  start: number,
  most: number,
  spot: boolean,
): ComputeUsage[] {
  const sizes = instanceTypes.map((type) => vcpusOf(type) ?? 0);
  const quota = quotaOf(instanceTypes[0] ?? "", spot);
  return quota ? [{ quota, block, count: (sizes[0] ?? 0) * start, peak: Math.max(0, ...sizes) * most }] : [];
}

function groupUsages(graph: ResourceGraph, block: Block): ComputeUsage[] {
  const { min_size = 0, max_size = 0, desired_capacity = min_size, mixed_instances_policy } = block.attributes;
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
  const onDemand = (size: number) => Math.min(size, base) + Math.ceil((Math.max(0, size - base) * share) / 100);
  return [
    ...usage(block, instanceTypes.map(String), onDemand(desired_capacity), onDemand(max_size), false),
    ...(share < 100
      ? usage(
          block,
          instanceTypes.map(String),
          desired_capacity - onDemand(desired_capacity),
          max_size - onDemand(max_size),
          true,
        )
      : []),
  ];
}

function nodeGroupUsages(graph: ResourceGraph, block: Block): ComputeUsage[] {
  const { instance_types, capacity_type, scaling_config } = block.attributes;
  const { desired_size = 0, max_size = 0 } = list(scaling_config)[0] ?? {};
  const types = list(instance_types);
  const instanceTypes =
    types.length > 0
      ? types
      : graph.targets(block, "launch_template.id").map(({ attributes }) => attributes.instance_type);
  return usage(block, instanceTypes.map(String), desired_size, max_size, capacity_type === "SPOT");
}

function instanceUsages(block: Block): ComputeUsage[] {
  return usage(block, [String(block.attributes.instance_type)], 1, 1, false);
}

/** A rolling deployment starts a service's tasks beside those that run, up to `deployment_maximum_percent`. */
function serviceUsages(graph: ResourceGraph, block: Block): ComputeUsage[] {
  const { launch_type, desired_count = 1, deployment_maximum_percent = 200 } = block.attributes;
  const [task] = graph.targets(block, "task_definition");
  if (launch_type !== "FARGATE" || !task) {
    return [];
  }
  const most = graph
    .of("aws_appautoscaling_target")
    .filter(
      ({ stack, attributes }) => stack === block.stack && attributes.resource_id.includes(`${block.address}.name`),
    )
    .map(({ attributes }) => attributes.max_capacity as number);
  const vcpus = Number(task.attributes.cpu) / 1024;
  const peak = Math.max(desired_count, ...most) * (deployment_maximum_percent / 100);
  return [{ quota: "fargateVcpus", block, count: vcpus * desired_count, peak: vcpus * peak }];
}
