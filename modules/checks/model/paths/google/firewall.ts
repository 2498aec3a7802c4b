/** Firewall rules of VPCs, also those that GKE makes for its clusters. */
import type { Json } from "../../../json";
import type { Block } from "../../blocks";
import type { ResourceGraph } from "../../resources";
import { isKnownText, list, nested } from "../../values";
import { EVERY_PORT, EVERYWHERE, type PortRange, type Range, rangeOf } from "../ranges";
import { PROTOCOLS } from "../traffic";
import type { FirewallRule, Mark } from "./traffic";

export interface PlacedRule {
  /** The network of the rule, if the app makes it. */
  readonly network: Block | undefined;
  readonly rule: FirewallRule;
}

/** Marks of network tags. */
export function tagsOf(tags: Json): Mark[] {
  return list(tags).map((tag) => `tag ${tag}`);
}

/** Marks of service accounts, which the app makes or which have an address that it knows. */
export function accountsOf(graph: ResourceGraph, { stack }: Block, emails: Json): Mark[] {
  return list(emails).map((email) => `account ${graph.target(stack, email)?.path ?? email}`);
}

/** Mark of the nodes of a cluster. */
export function nodesOf(cluster: Block): Mark {
  return `cluster ${cluster.path}`;
}

export function firewallRules(graph: ResourceGraph): PlacedRule[] {
  return [
    ...graph
      .of("google_compute_firewall")
      .filter(({ attributes }) => attributes.disabled !== true)
      .map((block) => ({ network: graph.targets(block, "network")[0], rule: ruleOf(graph, block) })),
    ...graph
      .of("google_container_cluster")
      .flatMap((cluster) =>
        clusterRules(graph, cluster).map((rule) => ({ network: graph.targets(cluster, "network")[0], rule })),
      ),
  ];
}

function ruleOf(graph: ResourceGraph, block: Block): FirewallRule {
  const { attributes, path } = block;
  const { allow, deny, priority = 1000, target_tags, target_service_accounts } = attributes;
  const isIngress = (attributes.direction ?? "INGRESS") === "INGRESS";
  const sources = rangesOf(attributes.source_ranges);
  const destinations = rangesOf(attributes.destination_ranges);
  const targets = [...tagsOf(target_tags), ...accountsOf(graph, block, target_service_accounts)];
  const peerMarks = isIngress
    ? [...tagsOf(attributes.source_tags), ...accountsOf(graph, block, attributes.source_service_accounts)]
    : [];
  const [peers, own] = isIngress ? [sources, destinations] : [destinations, sources];
  return {
    path,
    direction: isIngress ? "ingress" : "egress",
    priority: Number(priority),
    allow: list(deny).length === 0,
    traffic: list(allow ?? deny).flatMap(trafficOf),
    ...(targets.length > 0 ? { targets } : {}),
    ...(own.length > 0 ? { own } : {}),
    peers: peers.length > 0 || peerMarks.length > 0 ? peers : EVERYWHERE,
    peerMarks,
  };
}

/** A range that only Terraform knows may be any. */
function rangesOf(cidrs: Json): Range[] {
  return list(cidrs).flatMap((cidr) => (isKnownText(cidr) ? (rangeOf(cidr) ?? []) : EVERYWHERE));
}

function trafficOf({ protocol: name, ports }: Json): FirewallRule["traffic"] {
  const protocol = PROTOCOLS[String(name).toLowerCase()];
  const ranges = list(ports).map((text): PortRange => {
    const [first = 0, last = first] = String(text).split("-").map(Number);
    return [first, last];
  });
  return protocol ? (ranges.length > 0 ? ranges : [EVERY_PORT]).map((one) => ({ protocol, ports: one })) : [];
}

/**
 * The rules that GKE makes: the control plane calls kubelets and metrics, and nodes and pods call each other.
 * https://cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules#cluster-fws
 */
function clusterRules(graph: ResourceGraph, cluster: Block): FirewallRule[] {
  const subnet = graph.targets(cluster, "subnetwork")[0];
  const { private_cluster_config, ip_allocation_policy } = cluster.attributes;
  const from = (name: string, range: Range | undefined, traffic: FirewallRule["traffic"]): FirewallRule[] =>
    range
      ? [
          {
            path: `${cluster.path} (rule ${name} of GKE)`,
            direction: "ingress",
            priority: 1000,
            allow: true,
            traffic,
            targets: [nodesOf(cluster)],
            peers: [range],
            peerMarks: [],
          },
        ]
      : [];
  const every = [{ protocol: "any", ports: EVERY_PORT }] as const;
  const calls = [443, 10250].map((port) => ({ protocol: "tcp", ports: [port, port] }) as const);
  return [
    ...from("master", rangeOf(nested(private_cluster_config).master_ipv4_cidr_block), calls),
    ...from("vms", rangeOf(subnet?.attributes.ip_cidr_range), every),
    ...from("all", secondaryRange(subnet, nested(ip_allocation_policy).cluster_secondary_range_name), every),
  ];
}

/** A secondary range of a subnet, by its name. */
export function secondaryRange(subnet: Block | undefined, name: Json): Range | undefined {
  const found = list(subnet?.attributes.secondary_ip_range).find(({ range_name }) => range_name === name);
  return rangeOf(found?.ip_cidr_range);
}
