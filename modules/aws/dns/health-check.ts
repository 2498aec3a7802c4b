import { Route53HealthCheck, type Route53HealthCheckConfig } from "@cdktf/provider-aws/lib/route53-health-check";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { fitName } from "../names";

export interface IHealthCheck extends IConstruct {
  readonly id: string;
}

export interface HealthCheckProps {
  /**
   * `Name` tag of the health check. The caller reference begins with the name; a name of more than 27 characters is
   * shortened there and ends with a hash.
   */
  readonly name: string;

  /**
   * Host that Route 53 requests over HTTPS. Do not use a name that fails over, because Route 53 would then check the
   * other region.
   */
  readonly host: string;

  /** Port, 1 to 65535. @default 443 */
  readonly port?: number;

  /** Path of the request. @default "/health" */
  readonly path?: string;

  /** Time between two requests of a health checker, 10 or 30. A change replaces the health check. @default 30 */
  readonly intervalSeconds?: 10 | 30;

  /** Successes or failures in a row, 1 to 10, after which the health check changes its status. @default 3 */
  readonly threshold?: number;

  /** Arguments of the `aws_route53_health_check` that replace what this module sets. @default none */
  readonly overrides?: Partial<Route53HealthCheckConfig>;
}

/**
 * A health check of an HTTPS endpoint, from several regions.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export class HealthCheck extends Construct implements IHealthCheck {
  readonly id: string;

  constructor(scope: Construct, id: string, props: HealthCheckProps) {
    super(scope, id);
    const { name, host, port = 443, path = "/health", intervalSeconds = 30, threshold = 3, overrides } = props;
    checkWholeNumber(this, "threshold", threshold, 1, 10);
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
      ...overrides,
    }).id;
  }
}
