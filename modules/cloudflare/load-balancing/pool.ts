import { LoadBalancerPool } from "@cdktf/provider-cloudflare/lib/load-balancer-pool";
import { Construct, type IConstruct } from "constructs";
import type { IMonitor } from "./monitor";

export interface IPool extends IConstruct {
  readonly id: string;
}

export interface PoolOrigin {
  /** Host name or address that Cloudflare asks; one behind its own proxy is refused. */
  readonly address: string;

  /**
   * Name it is asked by, in `Host` and in TLS, which its certificate must have.
   * @default the load balancer's own
   */
  readonly hostHeader?: string;
}

export interface PoolProps {
  readonly accountId: string;

  /** Letters, digits, hyphens and underscores; unique in the account. */
  readonly name: string;

  readonly description: string;

  /** By name. Requests are spread over those that are healthy. */
  readonly origins: Readonly<Record<string, PoolOrigin>>;

  readonly monitor: IMonitor;

  /** Places that ask, such as `WNAM`; each is paid for but the first. @default Cloudflare's choice */
  readonly checkRegions?: readonly string[];
}

/** Origins that a load balancer takes for one: of the same place. */
export class Pool extends Construct implements IPool {
  readonly id: string;

  constructor(scope: Construct, id: string, props: PoolProps) {
    super(scope, id);
    const { accountId, name, description, origins, monitor, checkRegions } = props;
    const named = Object.entries(origins).sort(([one], [other]) => (one < other ? -1 : 1));
    if (named.length === 0) {
      throw new Error(`${this.node.path}: origins must have at least one, got none`);
    }
    this.id = new LoadBalancerPool(this, "Default", {
      accountId,
      name,
      description,
      enabled: true,
      // Cloudflare answers them in this order, and each plan would put them back into another.
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
    }).id;
  }
}
