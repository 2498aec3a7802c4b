/** Checks that the internet does not reach a data store. */
import { type Block, leavesOf } from "../model/blocks";
import type { AwsGroup } from "../model/paths/aws/filters";
import { awsNetwork } from "../model/paths/aws/network";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { defaultRoutesOf } from "../model/routes";
import { GROUPS, isPrivate, isWorld } from "../model/security-groups";
import type { PreparedStack } from "../prepare";

/** Attribute that names the security groups of a data store, by resource type. */
const STORES: Readonly<Record<string, string>> = {
  aws_dax_cluster: "security_group_ids",
  aws_db_instance: "vpc_security_group_ids",
  aws_db_proxy: "vpc_security_group_ids",
  aws_docdb_cluster: "vpc_security_group_ids",
  aws_efs_mount_target: "security_groups",
  aws_elasticache_cluster: "security_group_ids",
  aws_elasticache_replication_group: "security_group_ids",
  aws_elasticache_serverless_cache: "security_group_ids",
  aws_memorydb_cluster: "security_group_ids",
  aws_msk_cluster: "broker_node_group_info.security_groups",
  aws_neptune_cluster: "vpc_security_group_ids",
  aws_opensearch_domain: "vpc_options.security_group_ids",
  aws_rds_cluster: "vpc_security_group_ids",
  aws_redshift_cluster: "vpc_security_group_ids",
};

/** Attribute that names the subnets of a data store or of its subnet group, by resource type. */
const STORE_SUBNETS: Readonly<Record<string, string>> = {
  aws_dax_subnet_group: "subnet_ids",
  aws_db_proxy: "vpc_subnet_ids",
  aws_db_subnet_group: "subnet_ids",
  aws_docdb_subnet_group: "subnet_ids",
  aws_efs_mount_target: "subnet_id",
  aws_elasticache_serverless_cache: "subnet_ids",
  aws_elasticache_subnet_group: "subnet_ids",
  aws_memorydb_subnet_group: "subnet_ids",
  aws_msk_cluster: "broker_node_group_info.client_subnets",
  aws_neptune_subnet_group: "subnet_ids",
  aws_opensearch_domain: "vpc_options.subnet_ids",
  aws_redshift_subnet_group: "subnet_ids",
};

const GROUP_LISTS = new Set(["security_groups", "security_group_ids", "vpc_security_group_ids"]);
const LOAD_BALANCERS = new Set(["aws_lb", "aws_alb", "aws_elb"]);

/**
 * Checks that the internet does not reach a data store. The security model:
 *
 * 1. A data store has no public address.
 * 2. A subnet of a data store has no route to an internet gateway.
 * 3. A security group of a data store admits no public address range. A range wider than /8, and a
 *    prefix list that AWS maintains (CloudFront's servers relay requests of anybody), count as the world.
 * 4. A security group of a data store admits no security group that admits the world: a program
 *    that anybody may call could pass the call on. Two steps are allowed: the world reaches a load
 *    balancer, the load balancer a service, and the service the store.
 * 5. Only load balancers have a security group that admits the world, so that rule 4 counts its steps
 *    from the load balancer.
 * 6. Subnets tagged `Tier: isolated` have no default route.
 *
 * Network ACLs and missing public addresses are ignored: a store must be safe without them. `pathFaults` proves the
 * connections that are left, inside the VPCs.
 */
export function reachabilityFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  const { groups } = awsNetwork(stacks);
  const open = new Set(
    [...groups.values()].filter(({ ingress }) => ingress.some(({ source }) => source && isWorld(source))),
  );
  return [
    ...subnetFaults(graph),
    ...publicAddressFaults(graph),
    ...storeFaults(graph, groups, open),
    ...(open.size > 0 ? stacks.flatMap((stack) => exposureFaults(stack, graph, groups, open)) : []),
  ];
}

function subnetFaults(graph: ResourceGraph): string[] {
  const ways = defaultRoutesOf(graph);
  const isolated = graph.of("aws_subnet").filter(({ attributes }) => attributes.tags?.Tier === "isolated");
  const stores = Object.entries(STORE_SUBNETS).flatMap(([type, attribute]) =>
    graph.of(type).map((store) => ({ store, attribute })),
  );
  return [
    ...isolated.flatMap((subnet) =>
      (ways.get(subnet) ?? []).map(
        ({ path }) => `${path}: must not lead out of isolated subnets, got ${subnet.path}; give it another route table`,
      ),
    ),
    ...stores.flatMap(({ store, attribute }) =>
      graph
        .targets(store, attribute)
        .filter((subnet) => ways.get(subnet)?.some(({ internet }) => internet))
        .map(
          (subnet) =>
            `${store.path}: ${attribute} must not lie behind an internet gateway, got ${subnet.path}; use isolated subnets`,
        ),
    ),
  ];
}

function publicAddressFaults(graph: ResourceGraph): string[] {
  return graph
    .of("aws_db_instance", "aws_rds_cluster_instance", "aws_redshift_cluster", "aws_dms_replication_instance")
    .filter(({ attributes }) => attributes.publicly_accessible === true)
    .map(({ path }) => `${path}: publicly_accessible must be false, got true; reach it from inside its VPC`);
}

function storeFaults(graph: ResourceGraph, groups: ReadonlyMap<Block, AwsGroup>, open: ReadonlySet<unknown>): string[] {
  return Object.entries(STORES).flatMap(([type, attribute]) =>
    graph.of(type).flatMap((store) =>
      graph
        .targets(store, attribute)
        .flatMap((group) => groups.get(group)?.ingress ?? [])
        .flatMap(({ path, source, peer }) => {
          const fault = (got: string) =>
            `${path}: must not lead from the internet to ${store.path}, got ${got}; admit the service that uses it`;
          if ("id" in peer) {
            return open.has(peer) ? [fault(`${peer.id}, which admits all addresses`)] : [];
          }
          return !source || isPrivate(source) ? [] : [fault(source)];
        }),
    ),
  );
}

function exposureFaults(
  stack: PreparedStack,
  graph: ResourceGraph,
  groups: ReadonlyMap<Block, AwsGroup>,
  open: ReadonlySet<unknown>,
): string[] {
  return leavesOf(stack)
    .filter(
      ({ block, place }) =>
        GROUP_LISTS.has(place.key) &&
        !LOAD_BALANCERS.has(block.type) &&
        !GROUPS.includes(block.type) &&
        !STORES[block.type],
    )
    .flatMap(({ block, place, value }) => {
      const group = graph.target(stack, value);
      return group && open.has(groups.get(group))
        ? [
            `${block.path}: ${place.key} must not admit all addresses, got ${group.path}; put a load balancer in front of it and admit that`,
          ]
        : [];
    });
}
