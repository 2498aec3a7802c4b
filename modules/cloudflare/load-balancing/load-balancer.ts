import { LoadBalancer as CloudflareLoadBalancer } from "@cdktf/provider-cloudflare/lib/load-balancer";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";
import type { IPool } from "./pool";

export interface LoadBalancerProps {
  readonly zone: IZone;

  /** Whole name, the zone's or one below it; takes the place of a record. */
  readonly name: string;

  readonly description: string;

  /** The first that is healthy answers everything; the others wait. */
  readonly pools: readonly IPool[];

  /** Answers while none is healthy, without being asked whether it can. @default the first */
  readonly fallbackPool?: IPool;
}

/**
 * A name that fails over from one place to the next, within the time its monitors
 * take. Requests go through Cloudflare, so no client waits for a record to expire.
 */
export class LoadBalancer extends Construct {
  /** Known at synth. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { zone, name, description, pools, fallbackPool = pools[0] } = props;
    if (name !== zone.name && !name.endsWith(`.${zone.name}`)) {
      throw new Error(`${this.node.path}: name must be ${zone.name} or below it, got ${name}`);
    }
    if (!fallbackPool) {
      throw new Error(`${this.node.path}: pools must have at least one, got none`);
    }
    new CloudflareLoadBalancer(this, "Default", {
      zoneId: zone.id,
      name,
      description,
      enabled: true,
      proxied: true,
      // In order; any other policy has all of them answer at once.
      steeringPolicy: "off",
      defaultPools: pools.map((pool) => pool.id),
      fallbackPool: fallbackPool.id,
      sessionAffinity: "none",
    });
    this.name = name;
  }
}
