/** Reads `kubernetes_network_policy_v1` for the evaluator. */
import type { Json } from "../../json";
import type { Block } from "../blocks";
import { rangeOf } from "../paths/ranges";
import type { ResourceGraph } from "../resources";
import { list, nested } from "../values";
import { namespaceOf, objectName } from "./objects";
import type { Peer, Policy, PolicyPort, PolicyRule, Selector } from "./policies";

/** A network policy as the evaluator reads it. */
export function policyOf(graph: ResourceGraph, block: Block): Policy {
  const { pod_selector: pods, policy_types: types, ingress, egress } = nested(block.attributes.spec);
  const rules = (direction: string, given: Json, side: "from" | "to"): readonly PolicyRule[] | undefined =>
    list(types).includes(direction)
      ? list(given).map((rule) => ({
          peers: list(rule[side]).map((peer) => peerOf(graph, block, peer)),
          ports: list(rule.ports).map(portOf),
        }))
      : undefined;
  return {
    path: block.path,
    namespace: namespaceOf(graph, block),
    selector: selectorOf(graph, block, pods),
    ingress: rules("Ingress", ingress, "from"),
    egress: rules("Egress", egress, "to"),
  };
}

function peerOf(graph: ResourceGraph, block: Block, { ip_block: range, ...selectors }: Json): Peer {
  if (range !== undefined) {
    const { cidr, except } = nested(range);
    return {
      // A range that only Terraform knows may be any.
      range: rangeOf(cidr) ?? rangeOf("0.0.0.0/0")!,
      except: list(except).flatMap((one) => rangeOf(one) ?? []),
    };
  }
  const { namespace_selector: namespaces, pod_selector: pods } = selectors;
  return {
    ...(namespaces !== undefined ? { namespaces: selectorOf(graph, block, namespaces) } : {}),
    ...(pods !== undefined ? { pods: selectorOf(graph, block, pods) } : {}),
  };
}

function selectorOf(graph: ResourceGraph, { stack }: Block, selector: Json): Selector {
  const { match_labels: labels = {}, match_expressions: expressions } = nested(selector);
  return {
    labels: Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [key, String(objectName(graph, stack, value))]),
    ),
    expressions: list(expressions).map(({ key, operator, values }) => ({ key, operator, values: list(values) })),
  };
}

function portOf({ port, end_port: end, protocol = "TCP" }: Json): PolicyPort {
  return { protocol, port: port === undefined ? undefined : String(port), end };
}
