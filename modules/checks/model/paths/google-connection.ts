/**
 * Whether a connection between two hosts of Google Cloud gets through the firewall of their VPC. The firewall filters at
 * the interface of each machine, remembers connections, and therefore sees no replies. Managed services such as Cloud
 * SQL are behind a peering: the firewall of the VPC filters what its machines send to them, and nothing else.
 */
import { FRONT_ENDS, IDENTITY_AWARE_PROXY, PASSTHROUGH_CHECKS } from "@modules/google/addresses";
import { once } from "../values";
import { matches, textOf } from "./connection";
import { type Address, holds, type PortRange, type Range, rangeOf, representatives } from "./ranges";
import type { External, Protocol, Traffic, Verdict } from "./traffic";
import { blocked, type Outcome, through, verdictOf } from "./verdict";

/** Mark by which rules name machines: `tag <network tag>`, `account <service account>` or `cluster <path>`. */
export type Mark = string;

/** A rule of a VPC's firewall: https://cloud.google.com/firewall/docs/firewalls#firewall_rule_components */
export interface FirewallRule {
  readonly path: string;
  readonly direction: "ingress" | "egress";
  /** The lowest number decides, and among equal numbers a rule that denies. */
  readonly priority: number;
  readonly allow: boolean;
  readonly traffic: readonly { readonly protocol: Protocol | "any"; readonly ports: PortRange }[];
  /** Marks of the machines that the rule filters, of which a machine has one. @default all machines of the VPC */
  readonly targets?: readonly Mark[];
  /** Addresses of the machines that the rule filters. @default all */
  readonly own?: readonly Range[];
  /** Addresses of the other end, which has one of them or one of the marks. */
  readonly peers: readonly Range[];
  readonly peerMarks: readonly Mark[];
}

/** A route besides those to subnets, which decide before all others. */
export interface StaticRoute {
  readonly destination: Range;
  readonly priority: number;
  /** Marks of the machines that use the route, of which a machine has one. @default all machines of the VPC */
  readonly targets?: readonly Mark[];
  /** A gateway of another kind, such as a VPN's, has networks behind it that the model does not know. */
  readonly way: "internet" | "other";
}

export interface Vpc {
  readonly id: string;
  /** Rules in the order in which they decide, by `inOrder`. */
  readonly rules: readonly FirewallRule[];
  readonly routes: readonly StaticRoute[];
  /** Ids of the VPCs that are peered from both sides. */
  readonly peers: ReadonlySet<string>;
}

/** Addresses of a host in a VPC. */
export interface Place {
  readonly vpc: Vpc;
  readonly range: Range;
  /** Marks do not name alias addresses, such as those of pods, as the other end: https://cloud.google.com/vpc/docs/alias-ip#firewalls */
  readonly isAlias: boolean;
  /** Whether Cloud NAT translates the addresses. */
  readonly hasNat: boolean;
}

export interface GoogleSide {
  readonly id: string;
  readonly places: readonly Place[];
  readonly marks: ReadonlySet<Mark>;
  /** Whether the host has an external address as well. */
  readonly isPublic: boolean;
  /** Clients that a managed service admits. @default a machine, which the firewall of its VPC filters */
  readonly admits?: readonly Range[];
}

/**
 * Google's services connect to machines over routes of their own, which no VPC shows and which need no external address:
 * https://cloud.google.com/vpc/docs/routes#special_return_paths
 */
export const GOOGLE_CIDRS = {
  "google load balancers": FRONT_ENDS,
  "google passthrough health checks": PASSTHROUGH_CHECKS,
  "identity-aware proxy": IDENTITY_AWARE_PROXY,
} as const;

export const GOOGLE_NETWORKS: readonly External[] = Object.entries(GOOGLE_CIDRS).map(([id, cidrs]) => ({
  id,
  ranges: cidrs.map((cidr) => rangeOf(cidr)!),
}));

const OWN_ROUTES = GOOGLE_NETWORKS.flatMap(({ ranges }) => ranges);

/** Rules by priority; among equal ones, those that deny decide. */
export function inOrder(rules: readonly FirewallRule[]): FirewallRule[] {
  return [...rules].sort((one, other) => one.priority - other.priority || Number(one.allow) - Number(other.allow));
}

interface End {
  readonly address: Address;
  /** Undefined outside of modeled networks. */
  readonly place: Place | undefined;
  readonly side: GoogleSide | undefined;
}

/** Whether connections from one side get through to the other. */
export function googleConnect(from: GoogleSide | External, to: GoogleSide | External, traffic: Traffic): Verdict {
  return verdictOf(
    pairs(from, to),
    ([client, server]) => outcome(client, server, traffic),
    ([client, server]) => {
      const rule = ruleFor(server, client, "ingress", traffic);
      return `${textOf(traffic, client, server)}${rule ? `, admitted by ${rule.path}` : ""}`;
    },
  );
}

function outcome(client: End, server: End, traffic: Traffic): Outcome {
  const what = () => textOf(traffic, client, server);
  if (client.address.family !== server.address.family) {
    return blocked(() => `no addresses of one family for ${what()}`);
  }
  const out = ruleFor(client, server, "egress", traffic);
  if (out?.allow === false) {
    return blocked(() => `${out.path} denies ${what()} out`);
  }
  if (!hasWay(client, server)) {
    return blocked(() => `no way for ${what()}`);
  }
  const { admits, id } = server.side ?? {};
  if (admits) {
    return admits.some((range) => holds(range, client.address))
      ? through
      : blocked(() => `${id} does not admit ${what()}`);
  }
  const rule = server.side && ruleFor(server, client, "ingress", traffic);
  if (!server.side || rule?.allow) {
    return through;
  }
  return blocked(() => (rule ? `${rule.path} denies ${what()} in` : `no firewall rule allows ${what()} in`));
}

/** The rule that decides at a machine. Without one, connections out get through, and those in do not. */
function ruleFor(own: End, other: End, direction: FirewallRule["direction"], { protocol, port }: Traffic) {
  return own.side?.admits
    ? undefined
    : own.place?.vpc.rules.find(
        (rule) =>
          rule.direction === direction &&
          (!rule.targets || rule.targets.some((mark) => own.side!.marks.has(mark))) &&
          (!rule.own || rule.own.some((range) => holds(range, own.address))) &&
          rule.traffic.some((one) => matches(one, protocol, port)) &&
          (rule.peers.some((range) => holds(range, other.address)) || isMarked(own.place!, other, rule.peerMarks)),
      );
}

function isMarked({ vpc }: Place, { place, side }: End, marks: readonly Mark[]): boolean {
  return place?.vpc === vpc && !place.isAlias && !side!.admits && marks.some((mark) => side!.marks.has(mark));
}

function hasWay(client: End, server: End): boolean {
  const managed = [client, server].filter(({ side }) => side?.admits).length;
  if (client.place && server.place) {
    // Peerings are no way to the peers of a peer: https://cloud.google.com/vpc/docs/vpc-peering#transitive-peering
    const isOwn = client.place.vpc === server.place.vpc;
    return isOwn ? managed < 2 : managed === 0 && client.place.vpc.peers.has(server.place.vpc.id);
  }
  if (client.place) {
    const way = client.side!.admits ? undefined : wayOf(client, server.address);
    return way === "other" || (way === "internet" && (client.side!.isPublic || client.place.hasNat));
  }
  if (server.side?.admits) {
    return server.side.isPublic;
  }
  const way = server.place && wayOf(server, client.address);
  return (
    OWN_ROUTES.some((range) => holds(range, client.address)) ||
    way === "other" ||
    // Without a route, replies do not leave.
    (way === "internet" && server.side!.isPublic)
  );
}

/** The way of the smallest destination that holds the address, and among equal ones of the lowest priority. */
function wayOf({ place, side }: End, address: Address): StaticRoute["way"] | undefined {
  const sizeOf = ({ destination: { first, last } }: StaticRoute) => last - first;
  return place!.vpc.routes
    .filter(({ targets }) => !targets || targets.some((mark) => side!.marks.has(mark)))
    .filter(({ destination }) => holds(destination, address))
    .sort((one, other) => {
      const difference = sizeOf(one) - sizeOf(other);
      return difference === 0n ? one.priority - other.priority : difference < 0n ? -1 : 1;
    })[0]?.way;
}

/** Pairs of ends that stand for all others. */
function* pairs(from: GoogleSide | External, to: GoogleSide | External): Generator<[End, End]> {
  const cuts = [...cutsOf(from), ...cutsOf(to)];
  const servers = [...endsOf(to, cuts)];
  for (const client of endsOf(from, cuts)) {
    for (const server of servers) {
      yield [client, server];
    }
  }
}

function* endsOf(side: GoogleSide | External, cuts: readonly Range[]): Generator<End> {
  const isHost = "places" in side;
  const places = isHost
    ? side.places.map((place) => ({ range: place.range, place }))
    : side.ranges.map((range) => ({ range, place: undefined }));
  for (const { range, place } of places) {
    for (const address of representatives(range, cuts)) {
      yield { address, place, side: isHost ? side : undefined };
    }
  }
}

/** The ranges by which a side tells addresses of the other, and of itself, apart. */
function cutsOf(side: GoogleSide | External): readonly Range[] {
  return "places" in side
    ? [...new Set(side.places.map(({ vpc }) => vpc))].flatMap(cutsIn).concat(side.admits ?? [], OWN_ROUTES)
    : [];
}

const cutsIn = once((vpc: Vpc): readonly Range[] => [
  ...vpc.rules.flatMap(({ own = [], peers }) => [...own, ...peers]),
  ...vpc.routes.map(({ destination }) => destination),
]);
