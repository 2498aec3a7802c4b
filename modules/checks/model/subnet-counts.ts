/** Counts the addresses that the resources of all stacks take in each subnet. */
import type { Json } from "../json";
import type { AddressUsage } from "./address-usage";
import type { Block } from "./blocks";
import { podBlocks } from "./pod-counts";
import type { ResourceGraph } from "./resources";
import { groupSize, limitsOf, nodeGroupSize, type Size, serviceSize } from "./sizes";

/** Subnets of a resource, and its addresses there. */
interface Kind {
  /** Path of the subnets, or of a subnet group that names them. */
  readonly subnets: string;
  /** Interfaces over all subnets. @default `each` in every subnet */
  readonly spread?: (block: Block, graph: ResourceGraph) => Size;
  /** Addresses in every subnet. @default 1 */
  readonly each?: number;
  readonly applies?: (attributes: Json) => boolean;
}

/** EKS needs six free addresses in each subnet of a cluster. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const CONTROL_PLANE = 6;
/** A load balancer needs eight free addresses in each subnet to scale. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
const LOAD_BALANCER = 8;
/** RDS Proxy needs ten addresses for a database with a small instance class. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-network-prereqs.html */
const DATABASE_PROXY = 10;
/** Client VPN needs twenty free addresses in each associated subnet. https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html */
const CLIENT_VPN = 20;

const KINDS: Readonly<Record<string, Kind>> = {
  aws_autoscaling_group: { subnets: "vpc_zone_identifier", spread: groupSize },
  aws_db_instance: { subnets: "db_subnet_group_name" },
  aws_db_proxy: { subnets: "vpc_subnet_ids", each: DATABASE_PROXY },
  aws_ec2_client_vpn_network_association: { subnets: "subnet_id", each: CLIENT_VPN },
  aws_ecs_service: { subnets: "network_configuration.subnets", spread: serviceSize },
  aws_efs_mount_target: { subnets: "subnet_id" },
  aws_eks_cluster: { subnets: "vpc_config.subnet_ids", each: CONTROL_PLANE },
  aws_eks_node_group: { subnets: "subnet_ids", spread: nodeGroupSize },
  aws_elasticache_replication_group: { subnets: "subnet_group_name", spread: cacheSize },
  aws_instance: { subnets: "subnet_id" },
  aws_lambda_function: { subnets: "vpc_config.subnet_ids" },
  aws_lb: { subnets: "subnets", each: LOAD_BALANCER },
  aws_nat_gateway: { subnets: "subnet_id" },
  aws_network_interface: { subnets: "subnet_id" },
  aws_vpc_endpoint: { subnets: "subnet_ids", applies: (endpoint) => endpoint.vpc_endpoint_type === "Interface" },
};

export function addressUsages(graph: ResourceGraph): AddressUsage[] {
  const interfaces = Object.entries(KINDS).flatMap(([type, kind]) =>
    graph
      .of(type)
      .filter(({ attributes }) => kind.applies?.(attributes) ?? true)
      .flatMap((user) => usagesOf(user, kind, graph)),
  );
  const instances = graph.of("aws_rds_cluster_instance").flatMap((user) => auroraUsages(user, graph));
  return [...interfaces, ...instances, ...podBlocks(graph)];
}

function usagesOf(user: Block, { subnets: path, spread, each = 1 }: Kind, graph: ResourceGraph): AddressUsage[] {
  const subnets = subnetsAt(user, path, graph);
  const size = spread?.(user, graph);
  const share = (number: number) => Math.ceil(number / subnets.length);
  const taken = size ? { count: share(size.count), peak: share(size.peak) } : { count: each, peak: each };
  return subnets.map((subnet) => ({ subnet, user, ...taken }));
}

/** The subnets that the path names, directly or by a subnet group. */
function subnetsAt(user: Block, path: string, graph: ResourceGraph): Block[] {
  return graph
    .targets(user, path)
    .flatMap((target) => (target.type === "aws_subnet" ? [target] : graph.targets(target, "subnet_ids")))
    .filter(({ type }) => type === "aws_subnet");
}

/** An instance is in the subnet of its availability zone; without one, it may be in each subnet of the cluster. */
function auroraUsages(user: Block, graph: ResourceGraph): AddressUsage[] {
  const zone = user.attributes.availability_zone;
  return graph
    .targets(user, "cluster_identifier")
    .flatMap((cluster) => subnetsAt(cluster, "db_subnet_group_name", graph))
    .filter(({ attributes }) => zone === undefined || attributes.availability_zone === zone)
    .map((subnet) => ({ subnet, user, count: 1, peak: 1 }));
}

function cacheSize(group: Block, graph: ResourceGraph): Size {
  const {
    num_cache_clusters: nodes,
    num_node_groups: shards = 1,
    replicas_per_node_group: replicas = 0,
  } = group.attributes;
  if (nodes !== undefined) {
    return { count: nodes, peak: nodes };
  }
  const mostShards = Math.max(shards, ...limitsOf(group, graph, "elasticache:replication-group:NodeGroups"));
  const mostReplicas = Math.max(replicas, ...limitsOf(group, graph, "elasticache:replication-group:Replicas"));
  return { count: shards * (1 + replicas), peak: mostShards * (1 + mostReplicas) };
}
