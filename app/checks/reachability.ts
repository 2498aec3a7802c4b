import type { PreparedStack } from "../prepare";
import { type Block, leavesOf } from "./model/blocks";
import { type Resources, resourcesOf } from "./model/resources";
import { defaultRoutesOf } from "./model/routes";
import { type Admission, admissionsOf, GROUPS, isPrivate, isWorld } from "./model/security-groups";

/** Where what keeps data names its security groups. */
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

/** Where they, or groups of subnets made for them, name their subnets. */
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
 * What keeps data is not to be reached from the internet. Taken as reaching it,
 * whatever network ACLs or addresses may still be in the way: a public address,
 * a subnet behind an internet gateway, a security group that admits public
 * addresses, and one that admits a group which admits the world, because what
 * anybody may call could pass the call straight on. One step more is how every
 * platform works: the world reaches a load balancer, that a service, and only
 * the service a database. So that the first of these steps is what it seems,
 * none but load balancers have a group that admits the world. And isolated
 * subnets have no way out.
 */
export function reachabilityFaults(stacks: readonly PreparedStack[]): string[] {
  const resources = resourcesOf(stacks);
  const admissions = admissionsOf(resources);
  const open = new Set(
    [...admissions].filter(([, from]) => from.some(({ source }) => isWorld(source))).map(([g]) => g),
  );
  return [
    ...subnetFaults(resources),
    ...addressFaults(resources),
    ...storeFaults(resources, admissions, open),
    ...(open.size > 0 ? stacks.flatMap((stack) => exposureFaults(stack, resources, open)) : []),
  ];
}

function subnetFaults(resources: Resources): string[] {
  const ways = defaultRoutesOf(resources);
  const isolated = resources.of("aws_subnet").filter(({ attributes }) => attributes.tags?.Tier === "isolated");
  const stores = Object.entries(STORE_SUBNETS).flatMap(([type, attribute]) =>
    resources.of(type).map((store) => ({ store, attribute })),
  );
  return [
    ...isolated.flatMap((subnet) =>
      (ways.get(subnet) ?? []).map(
        ({ path }) => `${path}: must not lead out of isolated subnets, got ${subnet.path}; give it a table of its own`,
      ),
    ),
    ...stores.flatMap(({ store, attribute }) =>
      resources
        .targets(store, attribute)
        .filter((subnet) => ways.get(subnet)?.some(({ internet }) => internet))
        .map(
          (subnet) =>
            `${store.path}: ${attribute} must not lie behind an internet gateway, got ${subnet.path}; use isolated subnets`,
        ),
    ),
  ];
}

function addressFaults(resources: Resources): string[] {
  return resources
    .of("aws_db_instance", "aws_rds_cluster_instance", "aws_redshift_cluster", "aws_dms_replication_instance")
    .filter(({ attributes }) => attributes.publicly_accessible === true)
    .map(({ path }) => `${path}: publicly_accessible must be false, got true; reach it from inside its VPC`);
}

function storeFaults(
  resources: Resources,
  admissions: ReadonlyMap<Block, readonly Admission[]>,
  open: ReadonlySet<Block>,
): string[] {
  return Object.entries(STORES).flatMap(([type, attribute]) =>
    resources.of(type).flatMap((store) =>
      resources
        .targets(store, attribute)
        .flatMap((group) => admissions.get(group) ?? [])
        .flatMap(({ path, source }) => {
          const fault = (got: string) =>
            `${path}: must not lead from the internet to ${store.path}, got ${got}; admit the service that asks it`;
          if (typeof source === "string") {
            return isPrivate(source) ? [] : [fault(source)];
          }
          return open.has(source) ? [fault(`${source.path}, which admits the world`)] : [];
        }),
    ),
  );
}

function exposureFaults(stack: PreparedStack, resources: Resources, open: ReadonlySet<Block>): string[] {
  return leavesOf(stack)
    .filter(
      ({ block, place }) =>
        GROUP_LISTS.has(place.key) &&
        !LOAD_BALANCERS.has(block.type) &&
        !GROUPS.includes(block.type) &&
        !STORES[block.type],
    )
    .flatMap(({ block, place, value }) => {
      const group = resources.target(stack, value);
      return group && open.has(group)
        ? [
            `${block.path}: ${place.key} must not admit the world, got ${group.path}; put a load balancer before it and admit that`,
          ]
        : [];
    });
}
