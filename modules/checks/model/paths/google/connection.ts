/**
 * Whether a connection between two hosts of Google Cloud gets through the firewall of their VPC. The firewall filters at
 * the interface of each machine, remembers connections, and therefore sees no replies. Managed services such as Cloud
 * SQL are behind a peering: the firewall of the VPC filters what its machines send to them, and nothing else.
 */
import { once } from "../../values";
import { matches, textOf } from "../connection";
import { type Address, holds, type Range, representatives } from "../ranges";
import type { External, Traffic, Verdict } from "../traffic";
import { blocked, type Outcome, through, verdictOf } from "../verdict";
import {
  type FirewallRule,
  GOOGLE_NETWORKS,
  type GoogleSide,
  type Mark,
  type Place,
  type StaticRoute,
  type Vpc,
} from "./traffic";

const OWN_ROUTES = GOOGLE_NETWORKS.flatMap(({ ranges }) => ranges);

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
    return blocked(() => `no path for ${what()}`);
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
