/** Numbers of instances, nodes and tasks that resources start with, and those that they may grow to. */
import type { Block } from "./blocks";
import type { ResourceGraph } from "./resources";
import { list, nested, valuesAt } from "./values";

export interface Size {
  /** Number at the size that an apply starts with. */
  readonly count: number;
  /** Number at the largest size. */
  readonly peak: number;
}

/** Instances of an Auto Scaling group. */
export function groupSize({ attributes }: Block): Size {
  const { min_size: min = 0, max_size: peak = min, desired_capacity: count = min } = attributes;
  return { count, peak: Math.max(count, peak) };
}

/** Nodes of a managed node group. */
export function nodeGroupSize({ attributes }: Block): Size {
  const { desired_size: count = 0, max_size: peak = count } = nested(attributes.scaling_config);
  return { count, peak };
}

/**
 * Tasks of an ECS service. A rolling deployment starts tasks beside those that run, up to `deployment_maximum_percent`.
 */
export function serviceSize(service: Block, graph: ResourceGraph): Size {
  const { desired_count: count = 1, deployment_maximum_percent: percent = 200 } = service.attributes;
  const most = Math.max(count, ...limitsOf(service, graph, "ecs:service:DesiredCount"));
  return { count, peak: (most * percent) / 100 };
}

/** Largest capacities to which Application Auto Scaling takes a resource. */
export function limitsOf(block: Block, graph: ResourceGraph, dimension: string): number[] {
  return graph
    .of("aws_appautoscaling_target")
    .filter(
      ({ stack, attributes }) =>
        stack === block.stack &&
        attributes.scalable_dimension === dimension &&
        valuesAt(attributes, "resource_id").some((id) => String(id).includes(`${block.address}.`)),
    )
    .flatMap(({ attributes }) => list(attributes.max_capacity));
}
