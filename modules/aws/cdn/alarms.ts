import type { AlarmSpec } from "../operations/alarm";
import type { Metric } from "../operations/metric";

/**
 * A metric of a distribution, which CloudFront publishes in us-east-1.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export function distributionMetric(id: string, name: string, options: Partial<Metric> = {}): Metric {
  return { namespace: "AWS/CloudFront", name, dimensions: { DistributionId: id, Region: "Global" }, ...options };
}

export interface DistributionAlarmLimits {
  /** Percentage of requests answered with 5xx. @default 5 */
  readonly failedPercent?: number;
}

/** Alarms of a CloudFront distribution. */
export function distributionAlarms(id: string, { failedPercent = 5 }: DistributionAlarmLimits = {}) {
  return {
    "failed-responses": {
      metric: distributionMetric(id, "5xxErrorRate"),
      above: failedPercent,
      periods: 2,
      severity: "critical",
      description: `CloudFront answers more than ${failedPercent}% of the requests with 5xx: its origin fails or does not answer`,
    },
  } satisfies Record<string, AlarmSpec>;
}
