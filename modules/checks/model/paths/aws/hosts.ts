/** Resources with addresses in the subnets of a VPC, by type. */
import type { Block } from "../../blocks";
import type { ResourceGraph } from "../../resources";
import { list, parsedJson, valuesAt } from "../../values";

/** Arguments that name the subnets and security groups of the hosts. */
interface Placement {
  readonly subnets: string;
  readonly groups: string;
}

const PLACEMENTS: Readonly<Record<string, Placement>> = {
  aws_codebuild_project: { subnets: "vpc_config.subnets", groups: "vpc_config.security_group_ids" },
  aws_db_instance: { subnets: "db_subnet_group_name", groups: "vpc_security_group_ids" },
  aws_db_proxy: { subnets: "vpc_subnet_ids", groups: "vpc_security_group_ids" },
  aws_ecs_service: {
    subnets: "network_configuration.subnets",
    groups: "network_configuration.security_groups",
  },
  aws_efs_mount_target: { subnets: "subnet_id", groups: "security_groups" },
  aws_eks_cluster: { subnets: "vpc_config.subnet_ids", groups: "vpc_config.security_group_ids" },
  aws_elasticache_cluster: { subnets: "subnet_group_name", groups: "security_group_ids" },
  aws_elasticache_replication_group: { subnets: "subnet_group_name", groups: "security_group_ids" },
  aws_instance: { subnets: "subnet_id", groups: "vpc_security_group_ids" },
  aws_lambda_function: { subnets: "vpc_config.subnet_ids", groups: "vpc_config.security_group_ids" },
  aws_lb: { subnets: "subnets", groups: "security_groups" },
  aws_opensearch_domain: { subnets: "vpc_options.subnet_ids", groups: "vpc_options.security_group_ids" },
  aws_rds_cluster: { subnets: "db_subnet_group_name", groups: "vpc_security_group_ids" },
  aws_redshift_cluster: { subnets: "cluster_subnet_group_name", groups: "vpc_security_group_ids" },
  aws_scheduler_schedule: {
    subnets: "target.ecs_parameters.network_configuration.subnets",
    groups: "target.ecs_parameters.network_configuration.security_groups",
  },
  aws_vpc_endpoint: { subnets: "subnet_ids", groups: "security_group_ids" },
};

export interface PlacedHost {
  readonly block: Block;
  readonly subnets: readonly Block[];
  /** Security groups, or clusters of EKS, which have a group of their own. */
  readonly groups: readonly Block[];
  readonly isPublic: boolean;
}

/** The hosts of the app. Resources whose subnets are unknown have none. */
export function placedHosts(graph: ResourceGraph): PlacedHost[] {
  const placed = Object.entries(PLACEMENTS).flatMap(([type, { subnets, groups }]) =>
    graph.of(type).map((block) => ({
      block,
      subnets: throughSubnetGroups(graph, graph.targets(block, subnets)),
      groups: [...graph.targets(block, groups), ...(type === "aws_eks_cluster" ? [block] : [])],
    })),
  );
  const addresses = new Set(graph.of("aws_eip").flatMap((address) => graph.targets(address, "instance")));
  return [...placed, ...groupsOfInstances(graph), ...podsOf(graph), ...vpnsOf(graph)]
    .filter(({ subnets }) => subnets.length > 0)
    .map((host) => ({ ...host, isPublic: isPublic(host.block, host.subnets, addresses) }));
}

function throughSubnetGroups(graph: ResourceGraph, targets: readonly Block[]): Block[] {
  return targets.flatMap((target) =>
    target.type.endsWith("_subnet_group") ? graph.targets(target, "subnet_ids") : [target],
  );
}

/** Instances that a launch template starts, in an Auto Scaling group or as the nodes of a cluster. */
function groupsOfInstances(graph: ResourceGraph): Omit<PlacedHost, "isPublic">[] {
  const fromTemplate = (block: Block, template: string) =>
    graph
      .targets(block, template)
      .flatMap((one) => [
        ...graph.targets(one, "vpc_security_group_ids"),
        ...graph.targets(one, "network_interfaces.security_groups"),
      ]);
  return [
    ...graph.of("aws_autoscaling_group").map((block) => ({
      block,
      subnets: graph.targets(block, "vpc_zone_identifier"),
      groups: [
        ...fromTemplate(block, "launch_template.id"),
        ...fromTemplate(
          block,
          "mixed_instances_policy.launch_template.launch_template_specification.launch_template_id",
        ),
      ],
    })),
    ...graph.of("aws_eks_node_group").map((block) => {
      const own = fromTemplate(block, "launch_template.id");
      return {
        block,
        subnets: graph.targets(block, "subnet_ids"),
        groups: own.length > 0 ? own : graph.targets(block, "cluster_name"),
      };
    }),
  ];
}

/** Pods: those on Fargate, and those in subnets of their own, by the settings of the network add-on. */
function podsOf(graph: ResourceGraph): Omit<PlacedHost, "isPublic">[] {
  const nodes = groupsOfInstances(graph).filter(({ block }) => block.type === "aws_eks_node_group");
  return [
    ...graph.of("aws_eks_fargate_profile").map((block) => ({
      block,
      subnets: graph.targets(block, "subnet_ids"),
      groups: graph.targets(block, "cluster_name"),
    })),
    ...graph.of("aws_eks_addon").map((block) => {
      const configuration = parsedJson(block.attributes.configuration_values) ?? {};
      const named = (path: string) =>
        valuesAt(configuration, path)
          .map((id) => graph.target(block.stack, id))
          .filter((one) => one !== undefined);
      const own = named("eniConfig.subnets.*.securityGroups");
      const [cluster] = graph.targets(block, "cluster_name");
      const ofNodes = nodes.filter((node) => graph.targets(node.block, "cluster_name")[0] === cluster);
      return {
        block,
        subnets: named("eniConfig.subnets.*.id"),
        // Without groups of their own, pods have those of their nodes.
        groups: own.length > 0 ? own : [...new Set(ofNodes.flatMap(({ groups }) => groups))],
      };
    }),
  ];
}

/** Clients of a VPN have the addresses of its interfaces in the associated subnets. */
function vpnsOf(graph: ResourceGraph): Omit<PlacedHost, "isPublic">[] {
  return graph.of("aws_ec2_client_vpn_endpoint").map((block) => ({
    block,
    subnets: graph
      .of("aws_ec2_client_vpn_network_association")
      .filter((one) => graph.targets(one, "client_vpn_endpoint_id")[0] === block)
      .flatMap((one) => graph.targets(one, "subnet_id")),
    groups: graph.targets(block, "security_group_ids"),
  }));
}

function isPublic({ type, attributes }: Block, subnets: readonly Block[], addressed: ReadonlySet<Block>): boolean {
  switch (type) {
    case "aws_lb":
      return attributes.internal !== true;
    case "aws_ecs_service":
      return valuesAt(attributes, "network_configuration.assign_public_ip")[0] === true;
    case "aws_instance":
    case "aws_autoscaling_group":
    case "aws_eks_node_group":
      return (
        attributes.associate_public_ip_address ??
        ([...addressed].some((one) => one.attributes === attributes) ||
          subnets.some((subnet) => list(subnet.attributes.map_public_ip_on_launch)[0] === true))
      );
    default:
      return attributes.publicly_accessible === true;
  }
}
