/** Hosts, and the rules and routes that traffic between them meets. */
import type { PortRange, Range } from "./ranges";

export type Protocol = "tcp" | "udp" | "icmp";

/** Protocols by their names and numbers in rules. */
export const PROTOCOLS: Readonly<Record<string, Protocol | "any">> = {
  "-1": "any",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  all: "any",
  icmp: "icmp",
  tcp: "tcp",
  udp: "udp",
};

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
  /** "other" for a protocol that no traffic of the model has, such as ICMPv6, or that only Terraform knows. */
  readonly protocol: Protocol | "any" | "other";
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
