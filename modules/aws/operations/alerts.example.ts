import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Queue } from "@modules/aws/messaging/queue";
import { Alerts } from "@modules/aws/operations/alerts";
import type { Construct } from "constructs";

/** Alerts by mail, and an alarm that uses them when a message waits in a dead-letter queue. */
export function example(scope: Construct): void {
  const alerts = new Alerts(scope, "alerts", { name: "shop-alerts", emails: ["oncall@example.com"] });
  const { deadLetterQueue } = new Queue(scope, "refunds", { name: "refunds" });

  new CloudwatchMetricAlarm(scope, "failed-refunds", {
    alarmName: "failed-refunds",
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: deadLetterQueue.name },
    statistic: "Maximum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    alarmActions: [alerts.topicArn],
  });
}
