import {
  LoadBalancer as CloudflareLoadBalancer,
  type LoadBalancerConfig,
} from "@cdktf/provider-cloudflare/lib/load-balancer";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";
import type { IPool } from "./pool";

export interface LoadBalancerProps {
  readonly zone: IZone;

  /** Full name: the zone's own name or a name below it. The load balancer replaces a DNS record of this name. */
  readonly name: string;

  readonly description: string;

  /** Pools in order of preference, at least one. The first healthy pool receives all requests. */
  readonly pools: readonly IPool[];

  /** Pool that receives requests while no pool is healthy; Cloudflare does not check its health. @default the first pool */
  readonly fallbackPool?: IPool;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LoadBalancerConfig>;
}

/**
 * A proxied host name that fails over from one pool to the next. Clients keep Cloudflare's addresses, so a failover
 * takes only the time of the health checks and does not wait for DNS caches to expire.
 * https://developers.cloudflare.com/load-balancing/
 */
export class LoadBalancer extends Construct {
  /** Full name, known at synthesis. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { zone, name, description, pools, overrides } = props;
    check(this, name === zone.name || name.endsWith(`.${zone.name}`), "name", `${zone.name} or a name below it`, name);
    check(this, pools.length > 0, "pools", "a list of at least one pool", "none");
    new CloudflareLoadBalancer(this, "Default", {
      zoneId: zone.id,
      name,
      description,
      enabled: true,
      proxied: true,
      // "off" fails over in the order of the pools; the other policies spread requests over all of them.
      steeringPolicy: "off",
      defaultPools: pools.map((pool) => pool.id),
      fallbackPool: (props.fallbackPool ?? pools[0]!).id,
      sessionAffinity: "none",
      ...overrides,
    });
    this.name = name;
  }
}
