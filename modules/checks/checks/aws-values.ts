/** Checks values that AWS alone knows, and refuses at apply: types, versions, availability zones, schedules and addresses. */
import { AURORA_CLASSES, NODE_TYPES, POSTGRES_CLASSES } from "@modules/aws/tables/instance-classes";
import { INSTANCE_TYPES } from "@modules/aws/tables/instance-types";
import { type Offer, offerProblem } from "@modules/aws/tables/offers";
import { postgresVersionProblem } from "@modules/aws/tables/postgres-versions";
import { availabilityZoneProblem } from "@modules/aws/tables/regions";
import { reservedAddressProblem } from "@modules/aws/tables/reserved-addresses";
import { crontabProblem, scheduleProblem } from "@modules/aws/tables/schedules";
import { withValue } from "@modules/core/problem";
import type { Json } from "../json";
import { type Block, blocksOf } from "../model/blocks";
import { regionOf } from "../model/places";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { isKnownText, show, valuesAt } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Returns the rule that a value breaks and its fix. */
type Problem = (value: string, block: Block) => string | undefined;

/** Checks by resource type and path of the argument. */
const CHECKED: Readonly<Record<string, Readonly<Record<string, Problem>>>> = {
  aws_autoscaling_group: { "mixed_instances_policy.launch_template.override.instance_type": offered(INSTANCE_TYPES) },
  aws_autoscaling_schedule: { recurrence: crontabProblem },
  aws_backup_plan: { "rule.schedule": scheduleProblem },
  aws_cloudwatch_event_rule: { schedule_expression: scheduleProblem },
  aws_db_instance: {
    instance_class: ofEngine("postgres", offered(POSTGRES_CLASSES)),
    engine_version: ofEngine("postgres", (version) => postgresVersionProblem("postgres", version)),
    availability_zone: zoneProblem,
  },
  aws_eks_node_group: { instance_types: offered(INSTANCE_TYPES) },
  aws_elasticache_cluster: { node_type: offered(NODE_TYPES), availability_zone: zoneProblem },
  aws_elasticache_replication_group: { node_type: offered(NODE_TYPES) },
  aws_instance: { instance_type: offered(INSTANCE_TYPES), availability_zone: zoneProblem },
  aws_launch_template: { instance_type: offered(INSTANCE_TYPES) },
  aws_rds_cluster: {
    engine_version: ofEngine("aurora-postgresql", (version) => postgresVersionProblem("aurora-postgresql", version)),
  },
  aws_rds_cluster_instance: {
    instance_class: ofEngine("aurora-postgresql", offered(AURORA_CLASSES)),
    availability_zone: zoneProblem,
  },
  aws_scheduler_schedule: {
    schedule_expression: (text) => (text.startsWith("at(") ? undefined : scheduleProblem(text)),
  },
  aws_subnet: { availability_zone: zoneProblem },
};

/** Arguments that hold addresses of a subnet, by resource type: the path of the addresses, and that of the subnet. */
const ADDRESSES: Readonly<Record<string, readonly [addresses: string, subnet: string]>> = {
  aws_instance: ["private_ip", "subnet_id"],
  aws_network_interface: ["private_ips", "subnet_id"],
};

/** Checks values that only AWS knows, against the tables of `@modules/aws`. */
export function awsValueFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  return stacks.flatMap(blocksOf).flatMap((block) => {
    const checked = block.kind === "resource" ? Object.entries(CHECKED[block.type] ?? {}) : [];
    return [
      ...checked.flatMap(([path, problemOf]) => valueFaults(block, path, (value) => problemOf(value, block))),
      ...addressFaults(graph, block),
    ];
  });
}

function addressFaults(graph: ResourceGraph, block: Block): string[] {
  const [path, subnetPath] = (block.kind === "resource" && ADDRESSES[block.type]) || [];
  const [subnet] = subnetPath ? graph.targets(block, subnetPath) : [];
  const cidr = subnet?.attributes.cidr_block;
  return path && isKnownText(cidr) ? valueFaults(block, path, (address) => reservedAddressProblem(cidr, address)) : [];
}

function valueFaults(block: Block, path: string, problemOf: (value: string) => string | undefined): string[] {
  return valuesAt(block.attributes, path)
    .filter(isKnownText)
    .flatMap((value) => {
      const problem = problemOf(value);
      return problem ? [`${block.path}: ${path} ${withValue(problem, show(value))}`] : [];
    });
}

function offered(offer: Offer): Problem {
  return (value, block) => offerProblem(offer, value, regionOf(block));
}

/** Applies a check to one engine; a replica of a database has its source's engine, and no argument for it. */
function ofEngine(engine: string, problemOf: Problem): Problem {
  return (value, block) => ((block.attributes as Json).engine === engine ? problemOf(value, block) : undefined);
}

function zoneProblem(zone: string, block: Block): string | undefined {
  return availabilityZoneProblem(zone, regionOf(block));
}
