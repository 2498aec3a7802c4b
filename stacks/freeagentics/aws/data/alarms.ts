import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { connectionsAlarmThreshold } from "./parameters";

type Alarm = Pick<
  CloudwatchMetricAlarmConfig,
  "metricName" | "threshold" | "comparisonOperator" | "alarmDescription" | "statistic" | "metricQuery"
>;

/**
 * Alarms that fire when the database outgrows its instance class or its storage.
 * RDS scales neither by itself, so a person decides what follows.
 */
export function addDatabaseAlarms(
  stack: AwsStack<FreeagenticsEnvironment>,
  database: IPostgres,
  alerts: IAlerts,
): void {
  const { memoryGibibytes, allocatedGibibytes } = stack.environment.database;
  const dimensions = { DBInstanceIdentifier: database.identifier };
  const alarms: Record<string, Alarm> = {
    cpu: above("CPUUtilization", 80, "CPU above 80% for fifteen minutes: a larger class, or a replica for reads"),
    connections: above(
      "DatabaseConnections",
      connectionsAlarmThreshold(stack.environment),
      "Four fifths of the connections are taken: find what keeps them, or add a replica for reads",
    ),
    memory: {
      ...above(
        "FreeableMemory",
        Math.floor((memoryGibibytes * 2 ** 30) / 10),
        "Less than a tenth of the memory is left",
      ),
      comparisonOperator: "LessThanThreshold",
    },
    iops: {
      threshold: 0.8 * baselineIops(allocatedGibibytes),
      comparisonOperator: "GreaterThanThreshold",
      alarmDescription: "Four fifths of the storage's operations a second are used: more storage, or another class",
      metricQuery: [
        { id: "total", expression: "reads + writes", label: "Operations a second", returnData: true },
        ...Object.entries({ reads: "ReadIOPS", writes: "WriteIOPS" }).map(([id, metricName]) => ({
          id,
          metric: { namespace: "AWS/RDS", metricName, dimensions, stat: "Average", period: PERIOD_SECONDS },
        })),
      ],
    },
  };
  for (const [id, alarm] of Object.entries(alarms)) {
    const metric = alarm.metricQuery
      ? {}
      : { namespace: "AWS/RDS", dimensions, statistic: "Average", period: PERIOD_SECONDS };
    new CloudwatchMetricAlarm(stack, `database-${id}`, {
      ...metric,
      ...alarm,
      alarmName: stack.named(`freeagentics-postgres-${id}`),
      evaluationPeriods: 3,
      alarmActions: [alerts.topicArn],
      okActions: [alerts.topicArn],
    });
  }
}

const PERIOD_SECONDS = 300;

function above(metricName: string, threshold: number, alarmDescription: string): Alarm {
  return { metricName, threshold, comparisonOperator: "GreaterThanThreshold", alarmDescription };
}

/**
 * Baseline IOPS of a gp3 volume for PostgreSQL; RDS stripes volumes of 400 GiB and more.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
 */
function baselineIops(gibibytes: number): number {
  return gibibytes < 400 ? 3000 : 12_000;
}
