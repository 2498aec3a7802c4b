import { queueAlarms } from "@modules/aws/messaging/alarms";
import { Queue } from "@modules/aws/messaging/queue";
import { addAlarms } from "@modules/aws/operations/alarm";
import { Alerts } from "@modules/aws/operations/alerts";
import type { Construct } from "constructs";

/** Alerts by mail, and the alarms of a queue that use them. */
export function example(scope: Construct): void {
  const alerts = new Alerts(scope, "alerts", { name: "shop", emails: ["oncall@example.com"] });
  const refunds = new Queue(scope, "refunds", { name: "refunds" });

  addAlarms(scope, "refunds", queueAlarms(refunds), { alerts });
}
