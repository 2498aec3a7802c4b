/** The way of one connection: security groups of both ends, routes, network ACLs, and the replies back. */
import { type End, portCuts } from "./ends";
import { type Address, addressText, EVERY_PORT, holds, type PortRange, portRepresentatives } from "./ranges";
import {
  CLIENT_PORTS,
  type Filter,
  type GroupRule,
  type Protocol,
  type Route,
  type Subnet,
  type Traffic,
  type Way,
} from "./traffic";
import { blocked, type Outcome, type Text, through } from "./verdict";

/** Types and codes of an ICMP echo and its reply. */
const ECHO = 8 * 256;
const ECHO_REPLY = 0;

export function connection(client: End, server: End, traffic: Traffic): Outcome {
  const { protocol, port } = traffic;
  const what = () => textOf(traffic, client, server);
  if (client.address.family !== server.address.family) {
    return blocked(() => `no addresses of one family for ${what()}`);
  }
  if (!admits(client, server, "egress", traffic)) {
    return blocked(() => `no security group of the client allows ${what()} out`);
  }
  if (!admits(server, client, "ingress", traffic)) {
    return blocked(() => `no security group of the server allows ${what()} in`);
  }
  const why = obstacleBetween(client, server, true, protocol, port, what);
  if (why) {
    return blocked(why);
  }
  if (protocol === "icmp") {
    const lost =
      port === ECHO && obstacleBetween(server, client, false, protocol, ECHO_REPLY, () => `the reply to ${what()}`);
    return lost ? blocked(lost) : through;
  }
  const replies = portRepresentatives(CLIENT_PORTS, portCuts(client, server)).map((clientPort) =>
    obstacleBetween(server, client, false, protocol, clientPort, () => `the reply on port ${clientPort} to ${what()}`),
  );
  return { all: !replies.some(Boolean), some: replies.some((one) => !one), why: replies.find(Boolean) };
}

type WithAddress = Pick<End, "address">;

export function textOf({ protocol, port }: Traffic, client: WithAddress, server: WithAddress): string {
  return `${protocol} ${port} from ${addressText(client.address)} to ${addressText(server.address)}`;
}

/** Whether the groups of an end allow a connection. They remember it, so that they see no replies. */
function admits(end: End, other: End, direction: "ingress" | "egress", traffic: Traffic): boolean {
  return end.groups === undefined || ruleFor(end, other, direction, traffic) !== undefined;
}

export function ruleFor(end: End, other: End, direction: "ingress" | "egress", { protocol, port }: Traffic) {
  return end.groups
    ?.flatMap((group) => group[direction])
    .find(
      (rule) =>
        matches(rule, protocol, port) &&
        ("family" in rule.peer ? holds(rule.peer, other.address) : !!other.groups?.includes(rule.peer)),
    );
}

export function matches(
  rule: { protocol: GroupRule["protocol"]; ports: PortRange },
  protocol: Protocol,
  port: number,
): boolean {
  const [first, last] = rule.protocol === "any" ? EVERY_PORT : rule.ports;
  return (rule.protocol === "any" || rule.protocol === protocol) && first <= port && port <= last;
}

/** The route or network ACL that stops a packet; undefined if it arrives. @param opens whether it opens the connection */
function obstacleBetween(
  from: End,
  to: End,
  opens: boolean,
  protocol: Protocol,
  port: number,
  what: Text,
): Text | undefined {
  if (from.subnet && from.subnet === to.subnet) {
    return undefined;
  }
  const passes = (subnet: Subnet | undefined, direction: "inbound" | "outbound", peer: Address) =>
    !subnet || allowedBy(subnet[direction], peer, protocol, port);
  const way = from.subnet && wayOf(from.subnet, to.address);
  if (from.subnet && !leadsTo(way, from, to, opens)) {
    return () => `no route from ${from.subnet!.id} for ${what()}`;
  }
  if (!from.subnet && to.subnet && !returnsTo(to, from, opens)) {
    return () => `no way into ${to.subnet!.id} for ${what()}`;
  }
  // A NAT gateway takes packets of its clients in its own subnet, and their replies back.
  const back = !opens && to.subnet ? wayOf(to.subnet, from.address) : undefined;
  const nat = opens && way?.kind === "nat" ? way.subnet : back?.kind === "nat" ? back.subnet : undefined;
  const hops: [Subnet | undefined, "inbound" | "outbound", Address][] = [
    [from.subnet, "outbound", to.address],
    [nat, "inbound", from.address],
    [nat, "outbound", to.address],
    [to.subnet, "inbound", from.address],
  ];
  const stop = hops.find(([subnet, direction, peer]) => !passes(subnet, direction, peer));
  return stop && (() => `the network ACL of ${stop[0]!.id} denies ${what()} ${stop[1]}`);
}

function allowedBy(filters: readonly Filter[], peer: Address, protocol: Protocol, port: number): boolean {
  return filters.find((filter) => holds(filter.peers, peer) && matches(filter, protocol, port))?.allow ?? false;
}

/** The way of the smallest range that holds the address. */
function wayOf({ routes }: Subnet, address: Address): Way | undefined {
  let best: Route | undefined;
  for (const route of routes) {
    const { first, last } = route.destination;
    if (holds(route.destination, address) && (!best || last - first < best.destination.last - best.destination.first)) {
      best = route;
    }
  }
  return best?.way;
}

function leadsTo(way: Way | undefined, from: End, to: End, opens: boolean): boolean {
  switch (way?.kind) {
    case "local":
      return to.subnet?.vpc === from.subnet!.vpc;
    case "peering":
      return to.subnet?.vpc === way.vpc;
    case "internet":
      return !to.subnet && from.isPublic;
    case "nat":
      // A NAT gateway lets no connection in, so a server behind it sends no replies through it.
      return !to.subnet && opens;
    case "other":
      return !to.subnet;
    default:
      return false;
  }
}

/** Whether packets from outside come in: to a public address, through a VPN, or as replies through the way out. */
function returnsTo(to: End, from: End, opens: boolean): boolean {
  const way = wayOf(to.subnet!, from.address)?.kind;
  return way === "other" || (way === "internet" && to.isPublic) || (way === "nat" && !opens);
}
