import type { AlarmSpec } from "../../operations/alarm";
import type { Metric } from "../../operations/metric";
import type { IDynamoTable } from "./dynamo-table";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html */
export function tableMetric({ name }: Pick<IDynamoTable, "name">, metric: string): Metric {
  return { namespace: "AWS/DynamoDB", name: metric, dimensions: { TableName: name }, statistic: "Sum" };
}

/** Alarms on requests that DynamoDB throttled because the table lacked capacity. */
export function tableAlarms(table: Pick<IDynamoTable, "name">) {
  return Object.fromEntries(
    Object.entries({ reads: "ReadThrottleEvents", writes: "WriteThrottleEvents" }).map(
      ([kind, name]): [string, AlarmSpec] => [
        `throttled-${kind}`,
        {
          metric: tableMetric(table, name),
          above: 0,
          severity: "warning",
          description: `DynamoDB throttles ${kind} of the table: raise its capacity, or look for one hot key`,
        },
      ],
    ),
  );
}
