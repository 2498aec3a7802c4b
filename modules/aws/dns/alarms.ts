import type { AlarmSpec } from "../operations/alarm";
import type { IHealthCheck } from "./health-check";

/**
 * Alarm of a Route 53 health check whose failure makes names fail over to the standby. Its metrics exist only in
 * us-east-1.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 */
export function healthCheckAlarms({ id }: Pick<IHealthCheck, "id">) {
  return {
    unhealthy: {
      metric: {
        namespace: "AWS/Route53",
        name: "HealthCheckStatus",
        dimensions: { HealthCheckId: id },
        statistic: "Minimum",
        periodSeconds: 60,
      },
      below: 1,
      periods: 1,
      missingData: "breaching",
      severity: "critical",
      description:
        "Route 53 finds the primary region unhealthy and turns its names to the standby, whose database is read-only until a person promotes it",
    },
  } satisfies Record<string, AlarmSpec>;
}
