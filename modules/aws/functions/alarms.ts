import type { AlarmSpec } from "../operations/alarm";
import type { Metric } from "../operations/metric";
import type { IFunction } from "./function";

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export function functionMetric(name: string, metric: string, statistic = "Sum"): Metric {
  return { namespace: "AWS/Lambda", name: metric, dimensions: { FunctionName: name }, statistic };
}

/** Alarms of a Lambda function. */
export function functionAlarms({ name, timeoutSeconds }: Pick<IFunction, "name" | "timeoutSeconds">) {
  return {
    errors: {
      metric: functionMetric(name, "Errors"),
      above: 0,
      periods: 1,
      severity: "warning",
      description: `${name} failed: its log group says why`,
    },
    throttles: {
      metric: functionMetric(name, "Throttles"),
      above: 0,
      severity: "warning",
      description: `Lambda refuses invocations of ${name}: the concurrency of the account or of the function is used up`,
    },
    duration: {
      metric: functionMetric(name, "Duration", "Maximum"),
      above: timeoutSeconds * 1000 * 0.9,
      periods: 1,
      severity: "warning",
      description: `${name} needs more than nine tenths of its timeout of ${timeoutSeconds} seconds`,
    },
  } satisfies Record<string, AlarmSpec>;
}
