import { Alerts } from "@modules/aws/operations/alerts";
import { EventAlert } from "@modules/aws/operations/event-alert";
import type { Construct } from "constructs";

/** Sends findings of GuardDuty with a high or critical severity to the topic that wakes a person. */
export function example(scope: Construct): void {
  const alerts = new Alerts(scope, "alerts", { name: "events-shop", emails: ["oncall@example.com"] });

  new EventAlert(scope, "threats", {
    name: "shop-threats",
    description: "GuardDuty findings of high severity",
    pattern: {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 7] }] },
    },
    alerts,
    severity: "critical",
    fields: { title: "$.detail.title", region: "$.region" },
    message: "GuardDuty in <region>: <title>",
  });
}
