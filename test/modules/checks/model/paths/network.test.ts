/** Compares the model's results for ranges with the results for every single address and port. */
import { connect } from "@modules/checks/model/paths/network";
import { type Range, rangeOf } from "@modules/checks/model/paths/ranges";
import {
  CLIENT_PORTS,
  type Filter,
  type Group,
  type GroupRule,
  type Host,
  type Protocol,
  type Route,
  type Subnet,
  type Traffic,
  type Way,
} from "@modules/checks/model/paths/traffic";
import { expect, test } from "vitest";
import { expectAgreement, randomNumbers } from "../../../../support/random-networks";

interface World {
  readonly subnets: readonly Subnet[];
  readonly hosts: readonly Host[];
}

const block = (first: number, last: number): Range => ({ family: 4, first: BigInt(first), last: BigInt(last) });

/** Addresses are 0 to 31 in two VPCs of two subnets each, and 64 to 67 outside. */
function randomWorld(seed: number): World {
  const random = randomNumbers(seed);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const anyRange = () => {
    const first = pick([0, 0, below(32), 64]);
    return block(first, pick([first, first + below(16), 127]));
  };
  const anyPorts = () => {
    const first = pick([0, 22, 443, 1024, 40_000]);
    return [first, pick([first, 443 < first ? 65_535 : 443, 65_535])] as const;
  };
  const anyProtocol = () => pick<Protocol | "any">(["tcp", "tcp", "any", "udp", "icmp"]);
  const filters = (): Filter[] =>
    random() < 0.5
      ? [{ allow: true, protocol: "any", ports: [0, 65_535], peers: block(0, 127) }]
      : Array.from({ length: 1 + below(3) }, () => ({
          allow: random() < 0.75,
          protocol: anyProtocol(),
          ports: anyPorts(),
          peers: anyRange(),
        }));
  const subnets: Subnet[] = [];
  for (const [index, vpc] of ["a", "a", "b", "b"].entries()) {
    const other = vpc === "a" ? "b" : "a";
    const ways: Way[] = [
      { kind: "internet" },
      { kind: "nat", subnet: subnets[0] },
      { kind: "other" },
      { kind: "peering", vpc: other },
    ];
    const more = Array.from({ length: below(3) }, (): Route => ({ destination: anyRange(), way: pick(ways) }));
    const local: Route = { destination: vpc === "a" ? block(0, 15) : block(16, 31), way: { kind: "local" } };
    const peering: Route[] =
      random() < 0.6
        ? [{ destination: vpc === "a" ? block(16, 31) : block(0, 15), way: { kind: "peering", vpc: other } }]
        : [];
    subnets.push({
      id: `subnet-${index}`,
      vpc,
      range: block(index * 8, index * 8 + 7),
      inbound: filters(),
      outbound: filters(),
      routes: [local, ...peering, ...more],
    });
  }
  const groups = ["one", "two"].map((id) => ({ id, ingress: [] as GroupRule[], egress: [] as GroupRule[] }));
  for (const group of groups) {
    for (const rules of [group.ingress, group.egress]) {
      for (let count = 1 + below(2); count > 0; count--) {
        const peer: Range | Group = random() < 0.4 ? pick(groups) : anyRange();
        rules.push({ path: group.id, protocol: random() < 0.1 ? "other" : anyProtocol(), ports: anyPorts(), peer });
      }
    }
  }
  const hosts = [0, 1, 2].map(
    (id): Host => ({
      id: `host-${id}`,
      subnets: id === 0 ? [subnets[0]!, subnets[1]!] : [pick(subnets)],
      groups: pick([[groups[0]!], [groups[1]!], groups, undefined]),
      isPublic: random() < 0.5,
    }),
  );
  return { subnets, hosts };
}

interface Somebody {
  readonly address: bigint;
  readonly subnet: Subnet | undefined;
  readonly groups: readonly Group[] | undefined;
  readonly isPublic: boolean;
}

/** Follows each packet of a connection, independently of the model. */
function arrives(client: Somebody, server: Somebody, protocol: Protocol, port: number, clientPort: number): boolean {
  const inside = (range: Range, address: bigint) => address >= range.first && address <= range.last;
  const fits = (rule: { protocol: string; ports: readonly [number, number] }, number: number) =>
    rule.protocol === "any" || (rule.protocol === protocol && number >= rule.ports[0] && number <= rule.ports[1]);
  const secured = (own: Somebody, peer: Somebody, direction: "ingress" | "egress") =>
    !own.groups ||
    own.groups.some((group) =>
      group[direction].some(
        (rule) =>
          fits(rule, port) &&
          ("id" in rule.peer ? (peer.groups ?? []).includes(rule.peer) : inside(rule.peer, peer.address)),
      ),
    );
  const acl = (filters: readonly Filter[], address: bigint, number: number) => {
    for (const filter of filters) {
      if (inside(filter.peers, address) && fits(filter, number)) {
        return filter.allow;
      }
    }
    return false;
  };
  const route = (subnet: Subnet, address: bigint) =>
    subnet.routes
      .filter(({ destination }) => inside(destination, address))
      .sort((one, other) =>
        Number(one.destination.last - one.destination.first - (other.destination.last - other.destination.first)),
      )[0]?.way;
  const travels = (from: Somebody, to: Somebody, number: number, first: boolean): boolean => {
    if (from.subnet && from.subnet === to.subnet) {
      return true;
    }
    const out = from.subnet && route(from.subnet, to.address);
    const back = to.subnet && route(to.subnet, from.address);
    let nat: Subnet | undefined;
    if (from.subnet) {
      if (!acl(from.subnet.outbound, to.address, number) || !out) {
        return false;
      }
      if (out.kind === "local" && to.subnet?.vpc !== from.subnet.vpc) {
        return false;
      }
      if (out.kind === "peering" && to.subnet?.vpc !== out.vpc) {
        return false;
      }
      if (["internet", "nat", "other"].includes(out.kind) && to.subnet) {
        return false;
      }
      if (out.kind === "internet" && !from.isPublic) {
        return false;
      }
      if (out.kind === "nat") {
        if (!first) {
          return false;
        }
        nat = out.subnet;
      }
    } else if (to.subnet) {
      const enters =
        back?.kind === "other" || (back?.kind === "internet" && to.isPublic) || (back?.kind === "nat" && !first);
      if (!enters) {
        return false;
      }
      nat = back?.kind === "nat" ? back.subnet : undefined;
    }
    if (nat && !(acl(nat.inbound, from.address, number) && acl(nat.outbound, to.address, number))) {
      return false;
    }
    return !to.subnet || acl(to.subnet.inbound, from.address, number);
  };
  return (
    secured(client, server, "egress") &&
    secured(server, client, "ingress") &&
    travels(client, server, port, true) &&
    travels(server, client, clientPort, false)
  );
}

function* everybody(host: Host | undefined): Generator<Somebody> {
  if (!host) {
    for (let address = 64n; address <= 67n; address++) {
      yield { address, subnet: undefined, groups: undefined, isPublic: true };
    }
    return;
  }
  for (const subnet of host.subnets) {
    for (let address = subnet.range.first; address <= subnet.range.last; address++) {
      yield { address, subnet, groups: host.groups, isPublic: host.isPublic };
    }
  }
}

/** Ports of clients at which the random rules begin and end, and their neighbors. */
const SAMPLE_PORTS = [CLIENT_PORTS[0], 1025, 39_999, 40_000, 40_001, CLIENT_PORTS[1]];

function* packets(client: Host | undefined, server: Host | undefined, { protocol, port }: Traffic): Generator<boolean> {
  const replies = protocol === "icmp" ? [0] : SAMPLE_PORTS;
  for (const one of everybody(client)) {
    for (const other of everybody(server)) {
      for (const clientPort of replies) {
        yield arrives(one, other, protocol, port, clientPort);
      }
    }
  }
}

const ECHO = 8 * 256;
const OUTSIDE = { id: "outside", ranges: [block(64, 67)] };

test("agrees with every packet of 100 random networks", () => {
  expectAgreement({
    networks: 100,
    hosts: (seed) => randomWorld(seed).hosts,
    traffic: [
      { protocol: "tcp", port: 443 },
      { protocol: "udp", port: 40_000 },
      { protocol: "icmp", port: ECHO },
    ],
    model: (client, server, traffic) => connect(client ?? OUTSIDE, server ?? OUTSIDE, traffic),
    packets,
    least: 10,
  });
});

const open = { allow: true, protocol: "any", ports: [0, 65_535], peers: rangeOf("0.0.0.0/0")! } as const;
const local: Route = { destination: rangeOf("10.0.0.0/16")!, way: { kind: "local" } };

function subnet(cidr: string, filters: Partial<Subnet> = {}): Subnet {
  return {
    id: cidr,
    vpc: "shop",
    range: rangeOf(cidr)!,
    inbound: [open],
    outbound: [open],
    routes: [local],
    ...filters,
  };
}

const host = (id: string, place: Subnet): Host => ({ id, subnets: [place], groups: undefined, isPublic: false });

test("names the obstacle of a reply, which an ACL without client ports refuses", () => {
  const client = host("api", subnet("10.0.1.0/24"));
  const server = host(
    "database",
    subnet("10.0.2.0/24", { outbound: [{ ...open, protocol: "tcp", ports: [443, 443] }] }),
  );

  expect(connect(client, server, { protocol: "tcp", port: 5432 })).toMatchObject({
    always: false,
    sometimes: false,
    obstacle:
      "the network ACL of 10.0.2.0/24 denies the reply on port 1024 to tcp 5432 from 10.0.1.0 to 10.0.2.0 outbound",
  });
});

test("names a connection that gets through, and the rule that admits it", () => {
  const client = host("api", subnet("10.0.1.0/24"));
  const rule: GroupRule = {
    path: "shop/from-api",
    protocol: "tcp",
    ports: [5432, 5432],
    peer: rangeOf("10.0.1.0/25")!,
  };
  const server = { ...host("database", subnet("10.0.2.0/24")), groups: [{ id: "data", ingress: [rule], egress: [] }] };

  expect(connect(client, server, { protocol: "tcp", port: 5432 })).toMatchObject({
    always: false,
    sometimes: true,
    witness: "tcp 5432 from 10.0.1.0 to 10.0.2.0, admitted by shop/from-api",
  });
});

test("reaches IPv6 networks by IPv6 rules only", () => {
  const place = subnet("2001:db8:0:1::/64", {
    routes: [{ destination: rangeOf("2001:db8::/32")!, way: { kind: "local" } }],
  });
  const six = { ...open, peers: rangeOf("::/0")! };
  const server = subnet("2001:db8:0:2::/64", { inbound: [six], outbound: [six], routes: place.routes });

  expect(connect(host("a", place), host("b", server), { protocol: "tcp", port: 443 }).always).toBe(false);
  expect(
    connect(host("a", { ...place, inbound: [six], outbound: [six] }), host("b", server), { protocol: "tcp", port: 443 })
      .always,
  ).toBe(true);
});
