import type { Severity } from "@modules/core/severity";
import type { AlarmSpec } from "../operations/alarm";
import type { Metric, MetricMath } from "../operations/metric";
import type { Indicator } from "../operations/objective-alarms";
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

/**
 * Share of requests to which the targets or the load balancer itself respond with 5xx. `RequestCount` does not count
 * requests without an available target, so the total adds these; otherwise it would be zero during an outage of all
 * targets.
 */
export function availabilityIndicator(balancer: Balancer): Indicator {
  return {
    bad: "FILL(target, 0) + FILL(balancer, 0)",
    total: "FILL(routed, 0) + FILL(unroutable, 0)",
    metrics: {
      target: balancerMetric(balancer, "HTTPCode_Target_5XX_Count", "Sum"),
      balancer: balancerMetric(balancer, "HTTPCode_ELB_5XX_Count", "Sum"),
      routed: balancerMetric(balancer, "RequestCount", "Sum"),
      unroutable: balancerMetric(balancer, "HTTPCode_ELB_503_Count", "Sum"),
    },
  };
}

/**
 * Share of requests whose response takes the targets longer than `milliseconds`.
 * @param targetGroup target group of the load balancer
 * @default all target groups
 */
export function latencyIndicator(
  balancer: Balancer,
  milliseconds: number,
  targetGroup?: Pick<ITargetGroup, "arnSuffix">,
): Indicator {
  const answers = (statistic: string) => balancerMetric(balancer, "TargetResponseTime", statistic, targetGroup);
  return {
    bad: "FILL(slow, 0)",
    total: "answers",
    // `TC` counts the values above the limit; a value equal to the limit is in time.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
    metrics: { slow: answers(`TC(${milliseconds / 1000}:)`), answers: answers("SampleCount") },
  };
}

/** Percentage of requests that targets or the load balancer answered with 5xx. */
export function failedPercent(balancer: Balancer): MetricMath {
  const { bad, total, metrics } = availabilityIndicator(balancer);
  return { expression: `100 * (${bad}) / (${total})`, label: "Requests answered with 5xx, percent", metrics };
}

export interface BalancerAlarmLimits {
  /** Percentage of requests answered with 5xx. @default 5 */
  readonly failedPercent?: number;

  /** Severity of `failedPercent`. @default "critical" */
  readonly failedSeverity?: Severity;

  /** Seconds within which targets must respond, by percentile such as `p95`. @default { p95: 1 } */
  readonly seconds?: Readonly<Record<string, number>>;

  /** Maximum average response time in seconds; the alarm only sends mail. @default no alarm */
  readonly averageSeconds?: number;
}

/** Alarms of a whole load balancer on failed and slow requests over five minutes. */
export function balancerAlarms(
  balancer: Balancer,
  limits: BalancerAlarmLimits = {},
): Readonly<Record<string, AlarmSpec>> {
  const { failedPercent: percent = 5, failedSeverity = "critical", seconds = { p95: 1 }, averageSeconds } = limits;
  return {
    "failed-requests": {
      metric: failedPercent(balancer),
      above: percent,
      periods: 5,
      breachingPeriods: 3,
      severity: failedSeverity,
      description: `More than ${percent}% of the requests fail with 5xx`,
    },
    "balancer-errors": {
      metric: balancerMetric(balancer, "HTTPCode_ELB_5XX_Count", "Sum"),
      above: 10,
      periods: 5,
      severity: "critical",
      description: "The load balancer itself answers 5xx: its targets are gone, refuse connections or take too long",
    },
    ...latencyAlarms(balancer, seconds),
    ...(averageSeconds !== undefined && {
      "average-latency": {
        metric: balancerMetric(balancer, "TargetResponseTime", "Average"),
        above: averageSeconds,
        periods: 5,
        severity: "informational",
        section: "latency",
        description: `Answers take longer than ${averageSeconds} s on average`,
      } as const,
    }),
  };
}

/** Alarms on the response time of targets by percentile, for a load balancer or one of its target groups. */
export function latencyAlarms(
  balancer: Balancer,
  seconds: Readonly<Record<string, number>>,
  targetGroup?: Pick<ITargetGroup, "arnSuffix">,
): Readonly<Record<string, AlarmSpec>> {
  return Object.fromEntries(
    Object.entries(seconds).map(([percentile, limit]): [string, AlarmSpec] => [
      `${percentile}-latency`,
      {
        metric: balancerMetric(balancer, "TargetResponseTime", percentile, targetGroup),
        above: limit,
        periods: 5,
        severity: "warning",
        section: "latency",
        description: `Answers take longer than ${limit} s at ${percentile}`,
      },
    ]),
  );
}

/** Alarms of a network load balancer's listener, whose target group should have a healthy target at all times. */
export function networkBalancerAlarms(balancer: Balancer, targetGroup: Pick<ITargetGroup, "arnSuffix">) {
  const { "no-healthy-target": none, "unhealthy-targets": some } = targetGroupAlarms(balancer, targetGroup);
  return {
    "no-healthy-target": {
      ...none,
      metric: { ...none.metric, namespace: "AWS/NetworkELB" },
      description: "The target group has no healthy target: connections to the load balancer fail",
    },
    "unhealthy-targets": { ...some, metric: { ...some.metric, namespace: "AWS/NetworkELB" } },
  } satisfies Record<string, AlarmSpec>;
}

/** Alarms of a target group that should have a healthy target at all times. */
export function targetGroupAlarms(balancer: Balancer, targetGroup: Pick<ITargetGroup, "arnSuffix">) {
  return {
    "no-healthy-target": {
      metric: balancerMetric(balancer, "HealthyHostCount", "Minimum", targetGroup),
      below: 1,
      periods: 2,
      // A target group without registered targets publishes no metrics.
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
