import { LoadBalancerMonitor } from "@cdktf/provider-cloudflare/lib/load-balancer-monitor";
import { Construct, type IConstruct } from "constructs";
import type { IZone } from "../zone/zone";

export interface IMonitor extends IConstruct {
  readonly id: string;
}

export interface MonitorProps {
  readonly accountId: string;

  readonly description: string;

  /** @default "/health" */
  readonly path?: string;

  /** Name it asks by, in `Host` and in TLS, where origins answer to another than their address. @default that of the origin */
  readonly hostHeader?: string;

  /** Whose settings it asks with, as requests have them, such as the certificate of Cloudflare's. @default no zone's */
  readonly zone?: IZone;

  /** Between two questions of one place. 60 and more, on the business plan 15, on enterprise 10. @default 60 */
  readonly intervalSeconds?: number;

  /** 1 to 10, less than the interval. @default 5 */
  readonly timeoutSeconds?: number;

  /** Answers in a row that turn it about, 1 to 10. @default 2 */
  readonly threshold?: number;
}

/** What Cloudflare asks each origin of a pool over HTTPS, to learn whether it can answer. */
export class Monitor extends Construct implements IMonitor {
  readonly id: string;

  constructor(scope: Construct, id: string, props: MonitorProps) {
    super(scope, id);
    const { accountId, description, path = "/health", intervalSeconds = 60, timeoutSeconds = 5, threshold = 2 } = props;
    const { hostHeader, zone } = props;
    this.checkRange("intervalSeconds", intervalSeconds, 10, 3600);
    this.checkRange("timeoutSeconds", timeoutSeconds, 1, Math.min(10, intervalSeconds - 1));
    this.checkRange("threshold", threshold, 1, 10);
    if (!path.startsWith("/")) {
      throw new Error(`${this.node.path}: path must begin with a slash, got ${path}`);
    }
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
      // A redirect is not health, and a certificate that is not trusted would be refused in service too.
      followRedirects: false,
      allowInsecure: false,
      interval: intervalSeconds,
      timeout: timeoutSeconds,
      retries: 2,
      consecutiveDown: threshold,
      consecutiveUp: threshold,
    }).id;
  }

  private checkRange(prop: string, value: number, min: number, max: number): void {
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new Error(`${this.node.path}: ${prop} must be a whole number, ${min} to ${max}, got ${value}`);
    }
  }
}
