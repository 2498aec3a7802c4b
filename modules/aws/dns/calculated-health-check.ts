import { Route53HealthCheck, type Route53HealthCheckConfig } from "@cdktf/provider-aws/lib/route53-health-check";
import { checkLength } from "@modules/core/checks";
import { Construct } from "constructs";
import { fitName } from "../names";
import type { IHealthCheck } from "./health-check";

export interface CalculatedHealthCheckProps {
  /**
   * `Name` tag of the health check. The caller reference begins with the name; a name of more than 27 characters is
   * shortened there and ends with a hash.
   */
  readonly name: string;

  /** Health checks that must be healthy, 1 to 256. */
  readonly healthChecks: readonly IHealthCheck[];

  /** Arguments of the `aws_route53_health_check` that replace what this module sets. @default none */
  readonly overrides?: Partial<Route53HealthCheckConfig>;
}

/**
 * A health check that is healthy while all of the given health checks are healthy.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html#health-checks-creating-values-calculated
 */
export class CalculatedHealthCheck extends Construct implements IHealthCheck {
  readonly id: string;

  constructor(scope: Construct, id: string, props: CalculatedHealthCheckProps) {
    super(scope, id);
    const { name, healthChecks, overrides } = props;
    checkLength(this, "healthChecks", healthChecks, 1, 256);
    this.id = new Route53HealthCheck(this, "Default", {
      referenceName: fitName(name, 27),
      type: "CALCULATED",
      childHealthchecks: healthChecks.map((check) => check.id),
      childHealthThreshold: healthChecks.length,
      tags: { Name: name },
      ...overrides,
    }).id;
  }
}
