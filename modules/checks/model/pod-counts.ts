/** Counts the addresses that the pods of EKS clusters take in each subnet. */
import type { Json } from "../json";
import type { AddressUsage } from "./address-usage";
import type { Block } from "./blocks";
import type { ResourceGraph } from "./resources";
import { nodeGroupSize } from "./sizes";
import { nested, parsedJson } from "./values";

/**
 * Addresses that a node takes with prefix delegation: eight prefixes of 16 addresses, for the 110 pods that a node may
 * run.
 * https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html
 */
const ADDRESSES_PER_NODE = 8 * 16;

/** Prefixes of the pods of all nodes. Without prefix delegation, the number of addresses depends on the instance type. */
export function podBlocks(graph: ResourceGraph): AddressUsage[] {
  return graph
    .of("aws_eks_addon")
    .filter(({ attributes }) => attributes.addon_name === "vpc-cni")
    .flatMap((addon) => {
      const settings = parsedJson(addon.attributes.configuration_values) ?? {};
      const [cluster] = graph.targets(addon, "cluster_name");
      return nested(settings.env).ENABLE_PREFIX_DELEGATION === "true"
        ? graph
            .of("aws_eks_node_group")
            .filter((group) => graph.targets(group, "cluster_name")[0] === cluster)
            .flatMap((group) => groupBlocks(addon, group, settings, graph))
        : [];
    });
}

/** Pods take addresses in the subnet of their node, or in the one of its availability zone that an ENIConfig names. */
function groupBlocks(addon: Block, user: Block, settings: Json, graph: ResourceGraph): AddressUsage[] {
  const subnets = graph.targets(user, "subnet_ids");
  const { count, peak } = nodeGroupSize(user);
  const separate = nested(settings.eniConfig).subnets as Json;
  const share = (nodes: number) => Math.ceil(nodes / subnets.length) * ADDRESSES_PER_NODE;
  return subnets.flatMap((own) => {
    const id = separate?.[String(own.attributes.availability_zone)]?.id;
    const subnet = separate ? graph.target(addon.stack, id) : own;
    return subnet ? [{ subnet, user, count: share(count), peak: share(peak), blocks: true }] : [];
  });
}
