import { LoadBalancerPool, type LoadBalancerPoolConfig } from "@cdktf/provider-cloudflare/lib/load-balancer-pool";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { IMonitor } from "./monitor";

export interface IPool extends IConstruct {
  readonly id: string;
}

export interface PoolOrigin {
  /** Host name or IP address of the origin. Cloudflare refuses a host name that it proxies. */
  readonly address: string;

  /**
   * Name sent in the Host header and in TLS (SNI); the origin's certificate must contain this name.
   * @default the load balancer's name
   */
  readonly hostHeader?: string;
}

export interface PoolProps {
  readonly accountId: string;

  /** Name of the pool: 1 to 255 letters, digits, hyphens and underscores; unique in the account. */
  readonly name: string;

  readonly description: string;

  /** Origins by name, at least one. Requests are spread over the healthy ones. */
  readonly origins: Readonly<Record<string, PoolOrigin>>;

  readonly monitor: IMonitor;

  /**
   * Regions that health checks come from, such as `WNAM`; Cloudflare bills each region beyond the first.
   * @default Cloudflare's choice
   */
  readonly checkRegions?: readonly string[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LoadBalancerPoolConfig>;
}

/**
 * Origins in one location; a load balancer moves traffic between whole pools.
 * https://developers.cloudflare.com/load-balancing/pools/
 */
export class Pool extends Construct implements IPool {
  readonly id: string;

  constructor(scope: Construct, id: string, props: PoolProps) {
    super(scope, id);
    const { accountId, name, description, origins, monitor, checkRegions, overrides } = props;
    const named = Object.entries(origins).sort(([one], [other]) => (one < other ? -1 : 1));
    check(this, named.length > 0, "origins", "a list of at least one origin", "none");
    this.id = new LoadBalancerPool(this, "Default", {
      accountId,
      name,
      description,
      enabled: true,
      // The API returns origins sorted by name, so any other order would show a change in every plan.
      origins: named.map(([origin, { address, hostHeader }]) => ({
        name: origin,
        address,
        enabled: true,
        weight: 1,
        header: hostHeader ? { host: [hostHeader] } : undefined,
      })),
      minimumOrigins: 1,
      monitor: monitor.id,
      checkRegions: checkRegions && [...checkRegions],
      ...overrides,
    }).id;
  }
}
