import {
  LoadBalancerMonitor,
  type LoadBalancerMonitorConfig,
} from "@cdktf/provider-cloudflare/lib/load-balancer-monitor";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { IZone } from "../zone/zone";

export interface IMonitor extends IConstruct {
  readonly id: string;
}

export interface MonitorProps {
  readonly accountId: string;

  readonly description: string;

  /** Path of the health check request. @default "/health" */
  readonly path?: string;

  /**
   * Name sent in the Host header and in TLS (SNI), for origins that need a host name other than their address.
   * @default the origin's address or host header
   */
  readonly hostHeader?: string;

  /** Zone whose settings, such as authenticated origin pulls, also apply to health checks. @default none */
  readonly zone?: IZone;

  /**
   * Time between two health checks of an origin from one location, at most 3600. The minimum is 60, 15 on the business
   * plan, and 10 on the enterprise plan.
   * @default 60
   */
  readonly intervalSeconds?: number;

  /** Time an origin has to respond, 1 to 10 and less than the interval. @default 5 */
  readonly timeoutSeconds?: number;

  /** Consecutive results, successes or failures, that change an origin's health, 1 to 10. @default 2 */
  readonly threshold?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LoadBalancerMonitorConfig>;
}

/** An HTTPS health check for the origins of a pool; only status 200 is healthy. https://developers.cloudflare.com/load-balancing/monitors/ */
export class Monitor extends Construct implements IMonitor {
  readonly id: string;

  constructor(scope: Construct, id: string, props: MonitorProps) {
    super(scope, id);
    const { accountId, description, path = "/health", intervalSeconds = 60, timeoutSeconds = 5, threshold = 2 } = props;
    const { hostHeader, zone, overrides } = props;
    checkWholeNumber(this, "intervalSeconds", intervalSeconds, 10, 3600);
    checkWholeNumber(this, "timeoutSeconds", timeoutSeconds, 1, Math.min(10, intervalSeconds - 1));
    checkWholeNumber(this, "threshold", threshold, 1, 10);
    checkPattern(this, "path", path, /^\//, "a path that begins with a slash");
    this.id = new LoadBalancerMonitor(this, "Default", {
      accountId,
      description,
      type: "https",
      port: 443,
      method: "GET",
      path,
      header: hostHeader ? { Host: [hostHeader] } : undefined,
      probeZone: zone?.name,
      expectedCodes: "200",
      followRedirects: false,
      // Requests to an origin without a trusted certificate would fail, so its health check must fail as well.
      allowInsecure: false,
      interval: intervalSeconds,
      timeout: timeoutSeconds,
      retries: 2,
      consecutiveDown: threshold,
      consecutiveUp: threshold,
      ...overrides,
    }).id;
  }
}
