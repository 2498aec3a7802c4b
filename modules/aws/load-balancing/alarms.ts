import type { AlarmSpec } from "../operations/alarm";
import type { Metric, MetricMath } from "../operations/metric";
import type { IApplicationLoadBalancer } from "./application-load-balancer";
import type { ITargetGroup } from "./target-group";

type Balancer = Pick<IApplicationLoadBalancer, "arnSuffix">;

/**
 * A metric of a load balancer, or of one of its target groups.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function balancerMetric(
  { arnSuffix }: Balancer,
  name: string,
  statistic: string,
  targetGroup?: Pick<ITargetGroup, "arnSuffix">,
): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    name,
    dimensions: { LoadBalancer: arnSuffix, ...(targetGroup && { TargetGroup: targetGroup.arnSuffix }) },
    statistic,
    periodSeconds: 60,
  };
}

/** Percentage of requests that targets or the load balancer answered with 5xx. */
export function failedPercent(balancer: Balancer): MetricMath {
  return {
    expression: "100 * (FILL(target, 0) + FILL(balancer, 0)) / requests",
    label: "Requests answered with 5xx, percent",
    metrics: {
      target: balancerMetric(balancer, "HTTPCode_Target_5XX_Count", "Sum"),
      balancer: balancerMetric(balancer, "HTTPCode_ELB_5XX_Count", "Sum"),
      requests: balancerMetric(balancer, "RequestCount", "Sum"),
    },
  };
}

export interface BalancerAlarmLimits {
  /** Percentage of requests answered with 5xx. @default 5 */
  readonly failedPercent?: number;

  /** Seconds within which a target answers 95 of 100 requests. @default 1 */
  readonly p95Seconds?: number;
}

/** Alarms of a load balancer as a whole: failed and slow requests, over five minutes. */
export function balancerAlarms(balancer: Balancer, limits: BalancerAlarmLimits = {}) {
  const { failedPercent: percent = 5, p95Seconds = 1 } = limits;
  return {
    "failed-requests": {
      metric: failedPercent(balancer),
      above: percent,
      periods: 5,
      breachingPeriods: 3,
      severity: "critical",
      description: `More than ${percent}% of the requests fail with 5xx`,
    },
    "slow-requests": {
      metric: balancerMetric(balancer, "TargetResponseTime", "p95"),
      above: p95Seconds,
      periods: 5,
      severity: "warning",
      description: `One request in twenty takes longer than ${p95Seconds} s`,
    },
  } satisfies Record<string, AlarmSpec>;
}

/** Alarms of a target group that should have a healthy target at all times. */
export function targetGroupAlarms(balancer: Balancer, targetGroup: Pick<ITargetGroup, "arnSuffix">) {
  return {
    "no-healthy-target": {
      metric: balancerMetric(balancer, "HealthyHostCount", "Minimum", targetGroup),
      below: 1,
      periods: 2,
      // A target group without a registered target publishes nothing.
      missingData: "breaching",
      severity: "critical",
      description: "The target group has no healthy target: its users get 503",
    },
    "unhealthy-targets": {
      metric: balancerMetric(balancer, "UnHealthyHostCount", "Minimum", targetGroup),
      above: 0,
      periods: 15,
      severity: "warning",
      description: "A target has failed its health check for a quarter of an hour",
    },
  } satisfies Record<string, AlarmSpec>;
}
