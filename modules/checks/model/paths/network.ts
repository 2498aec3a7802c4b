/**
 * Whether a connection between two hosts gets through the security groups, network ACLs and routes on its way. Hosts
 * have any address of their subnets, so that an answer is for all of them or for some.
 */
import { once } from "../values";
import {
  type Address,
  addressText,
  holds,
  overlaps,
  type PortRange,
  portRepresentatives,
  type Range,
  representatives,
} from "./ranges";

export type Protocol = "tcp" | "udp" | "icmp";

export interface Traffic {
  readonly protocol: Protocol;
  /** Port of the server; for ICMP, 256 times the type plus the code. */
  readonly port: number;
}

/** A rule of a network ACL. Rules are in the order of their numbers, and the first that matches decides. */
export interface Filter {
  readonly allow: boolean;
  readonly protocol: Protocol | "any";
  readonly ports: PortRange;
  /** Addresses of the other end. */
  readonly peers: Range;
}

export interface GroupRule {
  /** Path of the rule. */
  readonly path: string;
  readonly protocol: Protocol | "any";
  readonly ports: PortRange;
  readonly peer: Range | Group;
}

/** A security group: its rules only allow. */
export interface Group {
  readonly id: string;
  readonly ingress: readonly GroupRule[];
  readonly egress: readonly GroupRule[];
}

/** Target of a route. A gateway of another kind, such as a VPN's, has networks behind it that the model does not know. */
export type Way =
  | { readonly kind: "local" | "internet" | "other" }
  | { readonly kind: "peering"; readonly vpc: string }
  | { readonly kind: "nat"; readonly subnet: Subnet | undefined };

export interface Route {
  readonly destination: Range;
  readonly way: Way;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  readonly range: Range;
  readonly inbound: readonly Filter[];
  readonly outbound: readonly Filter[];
  /** Routes, with the local ones. The one with the smallest range that holds the address decides. */
  readonly routes: readonly Route[];
}

/** Hosts that are alike: each is in one of the subnets and has all groups. */
export interface Host {
  readonly id: string;
  readonly subnets: readonly Subnet[];
  /** Undefined: nothing filters at the host itself, as at a network load balancer without groups. */
  readonly groups: readonly Group[] | undefined;
  /** Whether the internet can address the host. */
  readonly isPublic: boolean;
}

/** Addresses outside of all modeled networks, such as the world's. */
export interface External {
  readonly id: string;
  readonly ranges: readonly Range[];
}

export interface Verdict {
  /** Whether every connection gets through, from each subnet to each. */
  readonly always: boolean;
  /** Whether any connection does. */
  readonly sometimes: boolean;
  /** The first thing in the way of a connection; undefined if there is none. */
  readonly obstacle: string | undefined;
  /** A connection that gets through, and the rule that admits it; undefined if there is none. */
  readonly witness: string | undefined;
}

/** Ports that clients receive replies on: those of all systems, and those that NAT gateways and load balancers use. */
export const CLIENT_PORTS: PortRange = [1024, 65535];

const ALL_PORTS: PortRange = [0, 65535];
/** Types and codes of an ICMP echo and its reply. */
const ECHO = 8 * 256;
const ECHO_REPLY = 0;

interface End {
  readonly address: Address;
  /** Undefined outside of modeled networks. */
  readonly subnet: Subnet | undefined;
  readonly groups: readonly Group[] | undefined;
  readonly isPublic: boolean;
}

/** Whether connections from one side get through to the other. */
export function connect(from: Host | External, to: Host | External, traffic: Traffic): Verdict {
  const refused = refusal(from, to, traffic);
  if (refused) {
    return { always: false, sometimes: false, obstacle: refused, witness: undefined };
  }
  let always = true;
  let sometimes = false;
  let obstacle: string | undefined;
  let witness: string | undefined;
  for (const [client, server] of pairs(from, to)) {
    const { all, some, why } = connection(client, server, traffic);
    always &&= all;
    sometimes ||= some;
    obstacle ??= why;
    witness ??= some ? `${textOf(traffic, client, server)}${admittance(server, client, traffic)}` : undefined;
  }
  return { always: always && sometimes, sometimes, obstacle, witness };
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

/** Pairs of ends that stand for all others. */
function* pairs(from: Host | External, to: Host | External): Generator<[End, End]> {
  for (const [clientRange, client] of placesOf(from)) {
    for (const [serverRange, server] of placesOf(to)) {
      const clients = representatives(clientRange, cutsOf(server, client));
      const servers = representatives(serverRange, cutsOf(client, server));
      for (const clientAddress of clients) {
        for (const serverAddress of servers) {
          yield [
            { ...client, address: clientAddress },
            { ...server, address: serverAddress },
          ];
        }
      }
    }
  }
}

type Place = Omit<End, "address">;

function placesOf(side: Host | External): (readonly [Range, Place])[] {
  if ("ranges" in side) {
    return side.ranges.map((range) => [range, { subnet: undefined, groups: undefined, isPublic: true }] as const);
  }
  const { subnets, groups, isPublic } = side;
  return subnets.map((subnet) => [subnet.range, { subnet, groups, isPublic }] as const);
}

/** The ranges by which an end tells addresses of the other apart. */
function cutsOf({ subnet, groups }: Place, other: Place): Range[] {
  return [
    ...(subnet ? filtersOn(subnet).ranges : []),
    ...(other.subnet ? filtersOn(other.subnet).natRanges : []),
    ...(groups ? rangesIn(groups) : []),
  ];
}

/** The ranges that the rules of security groups name. */
const rangesIn = once((groups: readonly Group[]): readonly Range[] =>
  groups
    .flatMap(({ ingress, egress }) => [...ingress, ...egress])
    .flatMap(({ peer }) => ("family" in peer ? [peer] : [])),
);

interface Filters {
  /** Ranges of the ACLs and routes of a subnet and of its NAT gateways' subnets. */
  readonly ranges: readonly Range[];
  readonly natRanges: readonly Range[];
  readonly ports: readonly PortRange[];
}

/** Ranges and ports that a subnet and the subnets of its NAT gateways tell apart, each once. */
const filtersOn = once((subnet: Subnet): Filters => {
  const nats = subnet.routes.flatMap(({ way }) => (way.kind === "nat" && way.subnet ? [way.subnet] : []));
  const rangesOf = (subnets: readonly Subnet[]) =>
    distinct(
      subnets.flatMap(({ inbound, outbound, routes }) => [
        ...[...inbound, ...outbound].map(({ peers }) => peers),
        ...routes.map(({ destination }) => destination),
      ]),
      ({ family, first, last }) => `${family} ${first} ${last}`,
    );
  return {
    ranges: rangesOf([subnet, ...nats]),
    natRanges: rangesOf(nats),
    ports: distinct(
      [subnet, ...nats].flatMap(({ inbound, outbound }) => [...inbound, ...outbound].map(({ ports }) => ports)),
      String,
    ),
  };
});

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

interface Outcome {
  readonly all: boolean;
  readonly some: boolean;
  readonly why: string | undefined;
}

const blocked = (why: string): Outcome => ({ all: false, some: false, why });

function connection(client: End, server: End, traffic: Traffic): Outcome {
  const { protocol, port } = traffic;
  const what = () => textOf(traffic, client, server);
  if (client.address.family !== server.address.family) {
    return blocked(`no addresses of one family for ${what()}`);
  }
  if (!admits(client, server, "egress", traffic)) {
    return blocked(`no security group of the client allows ${what()} out`);
  }
  if (!admits(server, client, "ingress", traffic)) {
    return blocked(`no security group of the server allows ${what()} in`);
  }
  const why = obstacleBetween(client, server, true, protocol, port, what);
  if (why) {
    return blocked(why);
  }
  if (protocol === "icmp") {
    const lost =
      port === ECHO && obstacleBetween(server, client, false, protocol, ECHO_REPLY, () => `the reply to ${what()}`);
    return lost ? blocked(lost) : { all: true, some: true, why: undefined };
  }
  const replies = portRepresentatives(CLIENT_PORTS, portCuts(client, server)).map((clientPort) =>
    obstacleBetween(server, client, false, protocol, clientPort, () => `the reply on port ${clientPort} to ${what()}`),
  );
  return { all: !replies.some(Boolean), some: replies.some((one) => !one), why: replies.find(Boolean) };
}

function textOf({ protocol, port }: Traffic, client: End, server: End): string {
  return `${protocol} ${port} from ${addressText(client.address)} to ${addressText(server.address)}`;
}

function admittance(server: End, client: End, traffic: Traffic): string {
  const rule = ruleFor(server, client, "ingress", traffic);
  return rule ? `, admitted by ${rule.path}` : "";
}

/** Whether the groups of an end allow a connection. They remember it, so that they see no replies. */
function admits(end: End, other: End, direction: "ingress" | "egress", traffic: Traffic): boolean {
  return end.groups === undefined || ruleFor(end, other, direction, traffic) !== undefined;
}

function ruleFor(end: End, other: End, direction: "ingress" | "egress", { protocol, port }: Traffic) {
  return end.groups
    ?.flatMap((group) => group[direction])
    .find(
      (rule) =>
        matches(rule, protocol, port) &&
        ("family" in rule.peer ? holds(rule.peer, other.address) : !!other.groups?.includes(rule.peer)),
    );
}

function matches(rule: { protocol: Protocol | "any"; ports: PortRange }, protocol: Protocol, port: number): boolean {
  const [first, last] = rule.protocol === "any" ? ALL_PORTS : rule.ports;
  return (rule.protocol === "any" || rule.protocol === protocol) && first <= port && port <= last;
}

/** The route or network ACL that stops a packet; undefined if it arrives. @param opens whether it opens the connection */
function obstacleBetween(from: End, to: End, opens: boolean, protocol: Protocol, port: number, what: () => string) {
  if (from.subnet && from.subnet === to.subnet) {
    return undefined;
  }
  const passes = (subnet: Subnet | undefined, direction: "inbound" | "outbound", peer: Address) =>
    !subnet || allowedBy(subnet[direction], peer, protocol, port);
  const way = from.subnet && wayOf(from.subnet, to.address);
  if (from.subnet && !leadsTo(way, from, to, opens)) {
    return `no route from ${from.subnet.id} for ${what()}`;
  }
  if (!from.subnet && to.subnet && !returnsTo(to, from, opens)) {
    return `no way into ${to.subnet.id} for ${what()}`;
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
  return stop && `the network ACL of ${stop[0]!.id} denies ${what()} ${stop[1]}`;
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

function portCuts(client: End, server: End): PortRange[] {
  return [client.subnet, server.subnet].flatMap((subnet) => (subnet ? filtersOn(subnet).ports : []));
}
