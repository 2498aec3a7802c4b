/**
 * Whether a connection between two hosts gets through the security groups, network ACLs and routes on its way. Hosts
 * have any address of their subnets, so that an answer is for all of them or for some.
 */
import { connection, matches, ruleFor, textOf } from "./connection";
import { type End, pairs } from "./ends";
import { overlaps, type Range } from "./ranges";
import type { External, Host, Traffic, Verdict } from "./traffic";
import { verdictOf } from "./verdict";

/** Whether connections from one side get through to the other. */
export function connect(from: Host | External, to: Host | External, traffic: Traffic): Verdict {
  const refused = refusal(from, to, traffic);
  if (refused) {
    return { always: false, sometimes: false, obstacle: refused, witness: undefined };
  }
  return verdictOf(
    pairs(from, to),
    ([client, server]) => connection(client, server, traffic),
    ([client, server]) => `${textOf(traffic, client, server)}${admittance(server, client, traffic)}`,
  );
}

/** The side whose security groups have no rule for any address of the other, which is most often the answer. */
function refusal(from: Host | External, to: Host | External, { protocol, port }: Traffic): string | undefined {
  const refuses = (own: Host | External, other: Host | External, direction: "ingress" | "egress") => {
    if (!("groups" in own) || !own.groups) {
      return false;
    }
    const ranges = "ranges" in other ? other.ranges : other.subnets.map(({ range }) => range);
    const groups = "groups" in other ? (other.groups ?? []) : [];
    return !own.groups.some((group) =>
      group[direction].some(
        (rule) =>
          matches(rule, protocol, port) &&
          ("family" in rule.peer
            ? ranges.some((range) => overlaps(range, rule.peer as Range))
            : groups.includes(rule.peer)),
      ),
    );
  };
  const what = `${protocol} ${port} from ${from.id} to ${to.id}`;
  if (refuses(from, to, "egress")) {
    return `no security group of the client allows ${what} out`;
  }
  return refuses(to, from, "ingress") ? `no security group of the server allows ${what} in` : undefined;
}

function admittance(server: End, client: End, traffic: Traffic): string {
  const rule = ruleFor(server, client, "ingress", traffic);
  return rule ? `, admitted by ${rule.path}` : "";
}
