/** Hosts of Google Cloud, and the rules and routes that traffic between them meets. */
import { FRONT_ENDS, IDENTITY_AWARE_PROXY, PASSTHROUGH_CHECKS } from "@modules/google/addresses";
import { type PortRange, type Range, rangeOf } from "../ranges";
import type { External, Protocol } from "../traffic";

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

/** Rules by priority; among equal ones, those that deny decide. */
export function inOrder(rules: readonly FirewallRule[]): FirewallRule[] {
  return [...rules].sort((one, other) => one.priority - other.priority || Number(one.allow) - Number(other.allow));
}
