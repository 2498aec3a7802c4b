/** A CloudWatch metric of one resource. */
export interface Metric {
  /** Namespace, such as `AWS/RDS`. */
  readonly namespace: string;

  /** Name, such as `CPUUtilization`. */
  readonly name: string;

  /** Dimensions, which must be exactly those with which the service publishes the metric. */
  readonly dimensions: Readonly<Record<string, string>>;

  /**
   * Statistic: `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, a percentile such as `p95`, or a count of values
   * such as `TC(0.2:)`. @default "Average"
   */
  readonly statistic?: string;

  /** Period of the metric: 10, 30 or a multiple of 60. @default 300 */
  readonly periodSeconds?: number;

  /** Name in a dashboard's legend. @default the metric's name */
  readonly label?: string;
}

/** A value that CloudWatch computes from metrics, such as the share of failed requests. */
export interface MetricMath {
  /** Expression such as `100 * errors / requests`, in which the names are keys of `metrics`. */
  readonly expression: string;

  /** Metrics by the names in the expression: a lower-case letter, then letters, digits and underscores. */
  readonly metrics: Readonly<Record<string, Metric>>;

  /** Name in a dashboard's legend. */
  readonly label: string;
}

export type AnyMetric = Metric | MetricMath;

/**
 * A count that is zero in periods without a published value. An alarm evaluates older values in place of missing ones,
 * so an alarm on a daily count would otherwise not fire until days after the last value.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function withZeros(metric: Metric): MetricMath {
  return { expression: "FILL(count, 0)", label: metric.label ?? metric.name, metrics: { count: metric } };
}

/** Default period of a metric, in seconds. */
export const DEFAULT_PERIOD_SECONDS = 300;

export function isMath(metric: AnyMetric): metric is MetricMath {
  return "expression" in metric;
}

/** Period of a metric, or the longest period among the metrics of an expression. */
export function periodOf(metric: AnyMetric): number {
  return isMath(metric)
    ? Math.max(...Object.values(metric.metrics).map(periodOf))
    : (metric.periodSeconds ?? DEFAULT_PERIOD_SECONDS);
}
