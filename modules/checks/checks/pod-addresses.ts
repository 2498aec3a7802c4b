/** Checks that the subnets of an EKS cluster have addresses for the pods of its largest size. */
import { isCidr } from "@modules/core/cidr";
import type { Json } from "../json";
import type { Block } from "../model/blocks";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { list, nested, parsedJson } from "../model/values";
import type { PreparedStack } from "../prepare";

/**
 * Addresses that a node reserves with prefix delegation: eight prefixes of 16 addresses, for the 110 pods that a node
 * may run.
 * https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html
 */
const ADDRESSES_PER_NODE = 8 * 16;

/**
 * Checks that each subnet holds the prefixes of the pods on the most nodes that the node groups may have there. The VPC
 * CNI leaves pods in ContainerCreating when it finds no free prefix, and a subnet cannot grow.
 */
export function podAddressFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  return graph
    .of("aws_eks_addon")
    .filter(({ attributes }) => attributes.addon_name === "vpc-cni")
    .flatMap((addon) => {
      const settings = parsedJson(addon.attributes.configuration_values) ?? {};
      return nested(settings.env).ENABLE_PREFIX_DELEGATION === "true" ? faultsOf(addon, settings, graph) : [];
    });
}

function faultsOf(addon: Block, settings: Json, graph: ResourceGraph): string[] {
  const cluster = graph.targets(addon, "cluster_name")[0];
  const nodes = new Map<string, number>();
  const subnets = new Map<string, Block[]>();
  for (const group of graph
    .of("aws_eks_node_group")
    .filter((one) => graph.targets(one, "cluster_name")[0] === cluster)) {
    const own = graph.targets(group, "subnet_ids");
    const max = Number(nested(group.attributes.scaling_config).max_size);
    for (const subnet of own) {
      const zone = String(subnet.attributes.availability_zone);
      nodes.set(zone, (nodes.get(zone) ?? 0) + Math.ceil(max / own.length));
      subnets.set(zone, [...(subnets.get(zone) ?? []), subnet]);
    }
  }
  const separate = Object.entries<Json>(nested(settings.eniConfig).subnets ?? {}).map(
    ([zone, { id }]) => [zone, graph.target(addon.stack, id)] as const,
  );
  const podSubnets = separate.length > 0 ? new Map(separate.map(([zone, one]) => [zone, list(one)])) : subnets;
  return [...nodes].flatMap(([zone, count]) => {
    const all = [...new Set((podSubnets.get(zone) ?? []).map(({ attributes }) => String(attributes.cidr_block)))];
    if (all.length === 0 || !all.every(isCidr)) {
      return [];
    }
    const available = all.reduce((sum, cidr) => sum + 2 ** (32 - Number(cidr.split("/")[1])), 0);
    const needed = count * ADDRESSES_PER_NODE;
    return needed > available
      ? [
          `${addon.path}: the subnets of pods in ${zone} must have ${needed} addresses for ${count} nodes, got ${available} (${all.join(", ")}); give pods larger subnets of their own, such as a /18 in vpcCniConfiguration`,
        ]
      : [];
  });
}
