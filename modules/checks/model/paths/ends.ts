/** Pairs of addresses, each of which stands for all others that rules and routes treat alike. */
import { once } from "../values";
import { type Address, type PortRange, type Range, representatives } from "./ranges";
import type { External, Group, Host, Subnet } from "./traffic";

/** One side of a connection. */
export interface End {
  readonly address: Address;
  /** Undefined outside of modeled networks. */
  readonly subnet: Subnet | undefined;
  readonly groups: readonly Group[] | undefined;
  readonly isPublic: boolean;
}

/** Pairs of ends that stand for all others. */
export function* pairs(from: Host | External, to: Host | External): Generator<[End, End]> {
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

/** The ranges of ports that the network ACLs between two ends tell apart. */
export function portCuts(client: End, server: End): PortRange[] {
  return [client.subnet, server.subnet].flatMap((subnet) => (subnet ? filtersOn(subnet).ports : []));
}
