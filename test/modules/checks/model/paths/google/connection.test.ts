/** Compares the model's results for ranges with the results for every single address. */
import { googleConnect } from "@modules/checks/model/paths/google/connection";
import {
  type FirewallRule,
  GOOGLE_NETWORKS,
  type GoogleSide,
  inOrder,
  type Place,
  type StaticRoute,
  type Vpc,
} from "@modules/checks/model/paths/google/traffic";
import { type PortRange, type Range, rangeOf } from "@modules/checks/model/paths/ranges";
import type { External, Protocol, Traffic } from "@modules/checks/model/paths/traffic";
import { expect, test } from "vitest";
import { expectAgreement, randomNumbers } from "../../../../../support/random-networks";

const block = (first: number, last: number): Range => ({ family: 4, first: BigInt(first), last: BigInt(last) });

/** Addresses are 0 to 31 in two VPCs, 64 to 67 outside. */
function randomSides(seed: number): GoogleSide[] {
  const random = randomNumbers(seed);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const some = <T>(items: readonly T[]): T[] => items.filter(() => random() < 0.4);
  const anyRange = () => {
    const first = pick([0, 0, below(32), 64]);
    return block(first, pick([first, first + below(16), 127]));
  };
  const anyPorts = (): PortRange => {
    const first = pick([0, 22, 443]);
    return [first, pick([first, 443, 65_535])];
  };
  const marks = ["tag web", "tag api", "account nodes"];
  const optional = <K extends string, T>(key: K, make: () => readonly T[]) => {
    const made = random() < 0.5 ? make() : [];
    return (made.length > 0 ? { [key]: made } : {}) as Partial<Record<K, readonly T[]>>;
  };
  const rule = (index: number): FirewallRule => ({
    path: `rule-${index}`,
    direction: pick(["ingress", "ingress", "egress"]),
    priority: pick([900, 1000, 1000, 65_534]),
    allow: random() < 0.7,
    traffic: [{ protocol: pick<Protocol | "any">(["tcp", "tcp", "any", "udp", "icmp"]), ports: anyPorts() }],
    peers: random() < 0.8 ? [anyRange()] : [],
    peerMarks: some(marks),
    ...optional("targets", () => some(marks)),
    ...optional("own", () => [anyRange()]),
  });
  const route = (): StaticRoute => ({
    destination: anyRange(),
    priority: pick([100, 1000]),
    way: pick(["internet", "other"]),
    ...optional("targets", () => some(marks)),
  });
  const peered = random() < 0.5;
  const vpcs = ["a", "b"].map(
    (id): Vpc => ({
      id,
      rules: inOrder(Array.from({ length: 1 + below(5) }, (_, index) => rule(index))),
      routes: Array.from({ length: below(4) }, route),
      peers: new Set(peered ? [id === "a" ? "b" : "a"] : []),
    }),
  );
  const place = (): Place => {
    const index = below(4);
    return {
      vpc: vpcs[Math.floor(index / 2)]!,
      range: block(index * 8, index * 8 + 7),
      isAlias: random() < 0.3,
      hasNat: random() < 0.5,
    };
  };
  return [0, 1, 2].map((index) => ({
    id: `host-${index}`,
    places: index === 0 ? [place(), place()] : [place()],
    marks: new Set(some(marks)),
    isPublic: random() < 0.5,
    ...(index > 0 && random() < 0.4 ? { admits: [anyRange(), anyRange()] } : {}),
  }));
}

interface Somebody {
  readonly address: bigint;
  readonly host: GoogleSide | undefined;
  readonly place: Place | undefined;
}

const inside = ({ first, last }: Range, address: bigint) => address >= first && address <= last;

/** Follows the first packet of a connection, independently of the model. */
function arrives(client: Somebody, server: Somebody, protocol: Protocol, port: number): boolean {
  const decides = (own: Somebody, peer: Somebody, direction: FirewallRule["direction"]): boolean => {
    if (!own.place || own.host!.admits) {
      return true;
    }
    const applying = own.place.vpc.rules.filter((rule) => {
      const fits = rule.traffic.some(
        (one) => one.protocol === "any" || (one.protocol === protocol && one.ports[0] <= port && port <= one.ports[1]),
      );
      const isTarget = rule.targets === undefined || rule.targets.some((mark) => own.host!.marks.has(mark));
      const isOwn = rule.own === undefined || rule.own.some((range) => inside(range, own.address));
      const byRange = rule.peers.some((range) => inside(range, peer.address));
      const byMark =
        peer.place !== undefined &&
        peer.place.vpc.id === own.place!.vpc.id &&
        !peer.place.isAlias &&
        peer.host!.admits === undefined &&
        rule.peerMarks.some((mark) => peer.host!.marks.has(mark));
      return rule.direction === direction && fits && isTarget && isOwn && (byRange || byMark);
    });
    const lowest = Math.min(...applying.map(({ priority }) => priority));
    const deciding = applying.filter(({ priority }) => priority === lowest);
    return deciding.length === 0 ? direction === "egress" : deciding.every(({ allow }) => allow);
  };
  const leads = (from: Somebody, address: bigint): StaticRoute["way"] | undefined => {
    const usable = from.place!.vpc.routes.filter(
      ({ targets, destination }) =>
        inside(destination, address) && (targets === undefined || targets.some((mark) => from.host!.marks.has(mark))),
    );
    const size = Math.min(...usable.map(({ destination: { first, last } }) => Number(last - first)));
    const narrow = usable.filter(({ destination: { first, last } }) => Number(last - first) === size);
    const first = Math.min(...narrow.map(({ priority }) => priority));
    return narrow.find(({ priority }) => priority === first)?.way;
  };
  const travels = (): boolean => {
    if (client.place && server.place) {
      const [one, other] = [client.host!.admits !== undefined, server.host!.admits !== undefined];
      return client.place.vpc.id === server.place.vpc.id
        ? !(one && other)
        : !one && !other && client.place.vpc.peers.has(server.place.vpc.id);
    }
    if (client.place) {
      const way = client.host!.admits ? undefined : leads(client, server.address);
      return way === "internet" ? client.host!.isPublic || client.place.hasNat : way === "other";
    }
    if (server.host!.admits) {
      return server.host!.isPublic;
    }
    const back = leads(server, client.address);
    return back === "internet" ? server.host!.isPublic : back === "other";
  };
  return (
    decides(client, server, "egress") &&
    travels() &&
    (server.host?.admits?.some((range) => inside(range, client.address)) ?? decides(server, client, "ingress"))
  );
}

function* everybody(host: GoogleSide | undefined): Generator<Somebody> {
  const places = host?.places ?? [undefined];
  for (const place of places) {
    const { first, last } = place?.range ?? block(64, 67);
    for (let address = first; address <= last; address++) {
      yield { address, host, place };
    }
  }
}

function* packets(
  client: GoogleSide | undefined,
  server: GoogleSide | undefined,
  { protocol, port }: Traffic,
): Generator<boolean> {
  for (const one of everybody(client)) {
    for (const other of everybody(server)) {
      yield arrives(one, other, protocol, port);
    }
  }
}

const OUTSIDE: External = { id: "outside", ranges: [block(64, 67)] };

test("agrees with every packet of 60 random networks", () => {
  expectAgreement({
    networks: 60,
    hosts: randomSides,
    traffic: [
      { protocol: "tcp", port: 443 },
      { protocol: "udp", port: 40_000 },
    ],
    model: (client, server, traffic) => googleConnect(client ?? OUTSIDE, server ?? OUTSIDE, traffic),
    packets,
    least: 50,
  });
});

const https = { protocol: "tcp", port: 443 } as const;

function machine(id: string, cidr: string, rules: readonly FirewallRule[], marks: readonly string[] = []): GoogleSide {
  const vpc: Vpc = { id: "shop", rules: inOrder(rules), routes: [], peers: new Set() };
  return {
    id,
    places: [{ vpc, range: rangeOf(cidr)!, isAlias: false, hasNat: false }],
    marks: new Set(marks),
    isPublic: false,
  };
}

const admit: FirewallRule = {
  path: "shop/admit",
  direction: "ingress",
  priority: 1000,
  allow: true,
  traffic: [{ protocol: "tcp", ports: [443, 443] }],
  peers: [rangeOf("35.191.0.0/16")!],
  peerMarks: [],
};
const [loadBalancers] = GOOGLE_NETWORKS as [External];

test("lets Google's own networks in without an external address, where a rule admits them", () => {
  const half = machine("web", "10.0.0.0/24", [admit]);
  const both = machine("web", "10.0.0.0/24", [{ ...admit, peers: loadBalancers.ranges }]);

  expect(googleConnect(loadBalancers, half, https)).toEqual({
    always: false,
    sometimes: true,
    obstacle: "no firewall rule allows tcp 443 from 130.211.0.0 to 10.0.0.0 in",
    witness: "tcp 443 from 35.191.0.0 to 10.0.0.0, admitted by shop/admit",
  });
  expect(googleConnect(loadBalancers, both, https).always).toBe(true);
});

test("lets a rule that denies decide before one that allows with the same priority", () => {
  const deny = { ...admit, path: "shop/deny", allow: false };

  expect(googleConnect(loadBalancers, machine("web", "10.0.0.0/24", [admit, deny]), https).witness).toBeUndefined();
  expect(
    googleConnect(loadBalancers, machine("web", "10.0.0.0/24", [admit, { ...deny, priority: 1001 }]), https).sometimes,
  ).toBe(true);
});
