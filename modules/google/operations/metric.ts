/** A metric of Cloud Monitoring. https://cloud.google.com/monitoring/api/metrics_gcp */
export interface Metric {
  /** Such as `cloudsql.googleapis.com/database/cpu/utilization`. */
  readonly type: string;

  /** Type of the monitored resource, such as `cloudsql_database`. */
  readonly resource: string;

  /**
   * Values that series must have, by label, such as `resource.labels.database_id`. A value may be a function such as
   * `starts_with("web-")` or `one_of("200", "204")`.
   */
  readonly labels: Readonly<Record<string, string>>;

  /** Computes one value of a period from a series. Counts need `ALIGN_DELTA` or `ALIGN_RATE`. @default "ALIGN_MEAN" */
  readonly aligner?: Aligner;

  /** Combines the series into one, or into one for each value of `groupBy`. @default each series is by itself */
  readonly reducer?: Reducer;

  /** Labels whose values keep series apart, such as `metric.labels.reason`. @default none */
  readonly groupBy?: readonly string[];

  /** Seconds that a value is computed over, a multiple of 60. @default 300 */
  readonly periodSeconds?: number;
}

export type Aligner =
  | "ALIGN_COUNT_TRUE"
  | "ALIGN_DELTA"
  | "ALIGN_MAX"
  | "ALIGN_MEAN"
  | "ALIGN_MIN"
  | "ALIGN_NEXT_OLDER"
  | "ALIGN_RATE";

export type Reducer =
  | "REDUCE_COUNT_FALSE"
  | "REDUCE_MAX"
  | "REDUCE_MEAN"
  | "REDUCE_MIN"
  | "REDUCE_PERCENTILE_50"
  | "REDUCE_PERCENTILE_95"
  | "REDUCE_PERCENTILE_99"
  | "REDUCE_SUM";

/** The filter that selects the metric's series. https://cloud.google.com/monitoring/api/v3/filters */
export function filterOf({ type, resource, labels }: Omit<Metric, "aligner" | "reducer">): string {
  return [
    `metric.type = "${type}"`,
    `resource.type = "${resource}"`,
    ...Object.entries(labels).map(([label, value]) => `${label} = ${operandOf(value)}`),
  ].join(" AND ");
}

function operandOf(value: string): string {
  return /^(starts_with|ends_with|one_of|monitoring\.regex)/.test(value) ? value : `"${value}"`;
}

/** How the series become values, as conditions and graphs take it. */
export function aggregationOf({ aligner = "ALIGN_MEAN", reducer, groupBy, periodSeconds = 300 }: Metric) {
  return {
    alignmentPeriod: `${periodSeconds}s`,
    perSeriesAligner: aligner,
    crossSeriesReducer: reducer,
    groupByFields: groupBy && [...groupBy],
  };
}
