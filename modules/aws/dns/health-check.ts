import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct, type IConstruct } from "constructs";
import { fitName } from "../names";

export interface IHealthCheck extends IConstruct {
  readonly id: string;
}

export interface HealthCheckProps {
  /** `Name` tag; shortened where it makes the reference, which has room for 27 characters. */
  readonly name: string;

  /** Who is asked over HTTPS, by a name that never fails over: that would answer from the other region. */
  readonly host: string;

  /** 1 to 65535. @default 443 */
  readonly port?: number;

  /** @default "/health" */
  readonly path?: string;

  /** 10 or 30; a change replaces the check. @default 30 */
  readonly intervalSeconds?: 10 | 30;

  /** Answers in a row, 1 to 10, that turn it about. @default 3 */
  readonly threshold?: number;
}

/** What Route 53 asks, from several regions, to learn whether a place can answer. */
export class HealthCheck extends Construct implements IHealthCheck {
  readonly id: string;

  constructor(scope: Construct, id: string, props: HealthCheckProps) {
    super(scope, id);
    const { name, host, port = 443, path = "/health", intervalSeconds = 30, threshold = 3 } = props;
    if (!Number.isInteger(threshold) || threshold < 1 || threshold > 10) {
      throw new Error(`${this.node.path}: threshold must be a whole number from 1 to 10, got ${threshold}`);
    }
    this.id = new Route53HealthCheck(this, "Default", {
      referenceName: fitName(name, 27),
      type: "HTTPS",
      fqdn: host,
      port,
      resourcePath: path,
      requestInterval: intervalSeconds,
      failureThreshold: threshold,
      measureLatency: true,
      tags: { Name: name },
    }).id;
  }
}
