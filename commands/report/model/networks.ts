/** Networks and the connections through them, as the page shows them. */
import type { Cloud } from "../clouds";

export interface Network {
  readonly environment: number;
  readonly cloud: Cloud;
  readonly region: string;
  /** Index of the resource. */
  readonly resource: number;
  readonly name: string;
  readonly cidr: string;
  readonly zones: readonly string[];
  readonly tiers: readonly Tier[];
  readonly gateways: readonly Gateway[];
}

export interface Tier {
  readonly name: string;
  readonly kind: string;
  readonly subnets: readonly SubnetCell[];
  readonly hosts: readonly HostBar[];
}

export interface SubnetCell {
  readonly resource: number;
  readonly zone: string;
  readonly cidr: string;
  /** Way of its default route, such as "internet gateway". */
  readonly way: string;
}

export interface HostBar {
  readonly resource: number;
  readonly zones: readonly string[];
  readonly isPublic: boolean;
}

export interface Gateway {
  readonly resource: number;
  readonly kind: "internet" | "nat" | "endpoint" | "peering" | "vpn";
  readonly label: string;
  /** Availability zone. @default the gateway is the whole network's */
  readonly zone?: string;
}

/** A graph of connections: index 0 is the world. */
export interface Reach {
  readonly nodes: readonly ReachNode[];
  readonly edges: readonly ReachEdge[];
}

export interface ReachNode {
  readonly kind: "world" | "service" | "name" | "edge" | "balancer" | "host" | "store";
  readonly label: string;
  /** Index of the resource. @default none */
  readonly resource?: number;
}

export interface ReachEdge {
  readonly from: number;
  readonly to: number;
  /** The port, and the rule or the record that connects the two. */
  readonly how: string;
}

export interface Flow {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly FlowBox[];
  /** Ways between boxes, by their indexes. */
  readonly lines: readonly { readonly from: number; readonly to: number; readonly d: string }[];
}

/** Nodes of the reach that connect alike, with the middle of their box. */
export interface FlowBox {
  readonly nodes: readonly number[];
  readonly x: number;
  readonly y: number;
  readonly height: number;
}
