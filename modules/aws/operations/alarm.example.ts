import { Queue } from "@modules/aws/messaging/queue";
import { Alarm } from "@modules/aws/operations/alarm";
import { Alerts } from "@modules/aws/operations/alerts";
import type { Construct } from "constructs";

/** An alarm on the age of the oldest message of a queue. */
export function example(scope: Construct): void {
  const alerts = new Alerts(scope, "alerts", { name: "alarm-shop", emails: ["oncall@example.com"] });
  const payouts = new Queue(scope, "payouts", { name: "payouts" });

  new Alarm(scope, "old-payouts", {
    name: "old-payouts",
    metric: {
      namespace: "AWS/SQS",
      name: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: payouts.name },
      statistic: "Maximum",
    },
    above: 900,
    severity: "warning",
    description: "The oldest payout has waited for a quarter of an hour: its consumer is stuck or too slow",
    alerts,
  });
}
