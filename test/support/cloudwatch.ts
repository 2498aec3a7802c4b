/** Evaluates synthesized CloudWatch alarms over simulated metrics, minute by minute, as CloudWatch does. */
import type { Json } from "@modules/checks/json";

/** Values of a metric in each minute; undefined when no value is published. */
export type Series = (minute: number) => number | undefined;

/** Simulated metrics, by name and statistic: `RequestCount Sum`. */
export type Metrics = Readonly<Record<string, Series>>;

const PERIOD_MINUTE = 60;

/**
 * Sums of each series up to each minute, and numbers of minutes with a value, so that a window needs only two look-ups.
 */
class Sums {
  private readonly sums: Float64Array;
  private readonly counts: Uint32Array;

  constructor(series: Series, minutes: number) {
    this.sums = new Float64Array(minutes + 1);
    this.counts = new Uint32Array(minutes + 1);
    for (let minute = 0; minute < minutes; minute++) {
      const value = series(minute);
      this.sums[minute + 1] = this.sums[minute]! + (value ?? 0);
      this.counts[minute + 1] = this.counts[minute]! + (value === undefined ? 0 : 1);
    }
  }

  /** Sum of the minutes from `from` to before `to`. */
  between(from: number, to: number): number | undefined {
    const start = Math.max(0, from);
    return this.counts[to]! === this.counts[start]! ? undefined : this.sums[to]! - this.sums[start]!;
  }
}

/** Does the alarm fire at the end of each minute? */
function states(alarm: Json, sums: Readonly<Record<string, Sums>>, minutes: number): Uint8Array {
  const queries: Json[] = alarm.metric_query;
  const members = queries.filter(({ metric }) => metric).map(({ id, metric }) => ({ id, ...metric }));
  const { expression } = queries.find(({ return_data }) => return_data)!;
  // FILL adds values for periods without a value. This code does not support other functions of metric math.
  const code = expression.replace(/FILL\((\w+), 0\)/g, "($1 ?? 0)");
  const evaluate = new Function(...members.map(({ id }) => id), `return ${code}`);
  const period = members[0].period / PERIOD_MINUTE;
  const periods: number = alarm.evaluation_periods;
  const series = members.map(({ metric_name, stat }) => sums[`${metric_name} ${stat}`]!);
  // A period without a value, as after a division by zero, does not breach the threshold.
  const breaching = Uint8Array.from({ length: minutes }, (_, minute) => {
    const value = evaluate(...series.map((one) => one.between(minute + 1 - period, minute + 1)));
    return Number.isFinite(value) && value > alarm.threshold ? 1 : 0;
  });
  return breaching.map((_, minute) => {
    for (let index = 0; index < periods; index++) {
      if (!breaching[minute - index * period]) {
        return 0;
      }
    }
    return 1;
  });
}

/**
 * Minutes in which each composite alarm of a stack fires, by the suffix of its name.
 *
 * @param prefix beginning of the names
 */
export function firings(stack: Json, prefix: string, metrics: Metrics, minutes: number): Record<string, number[]> {
  const sums = Object.fromEntries(Object.entries(metrics).map(([key, series]) => [key, new Sums(series, minutes)]));
  const alarms: Record<string, Json> = stack.resource.aws_cloudwatch_metric_alarm;
  const composites: Json[] = Object.values(stack.resource.aws_cloudwatch_composite_alarm);
  return Object.fromEntries(
    composites
      .filter(({ alarm_name }) => alarm_name.startsWith(prefix))
      .map(({ alarm_name, alarm_rule }) => {
        const rule =
          /^ALARM\("\$\{aws_cloudwatch_metric_alarm\.([\w-]+)\.alarm_name\}"\) AND ALARM\("\$\{aws_cloudwatch_metric_alarm\.([\w-]+)\.alarm_name\}"\)$/;
        const [, ...ids] = rule.exec(alarm_rule)!;
        const both = ids.map((id) => states(alarms[id]!, sums, minutes));
        const firing = Array.from({ length: minutes }, (_, minute) => minute).filter((minute) =>
          both.every((state) => state[minute]),
        );
        return [alarm_name.slice(prefix.length), firing];
      }),
  );
}
