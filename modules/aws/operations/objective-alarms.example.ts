import { availabilityIndicator } from "@modules/aws/load-balancing/alarms";
import { Alerts } from "@modules/aws/operations/alerts";
import { Dashboard } from "@modules/aws/operations/dashboard";
import { ObjectiveAlarms, objectiveGraphs } from "@modules/aws/operations/objective-alarms";
import type { Construct } from "constructs";

/** Alarms and a dashboard for an objective: 99.9% of the requests to a load balancer succeed in 30 days. */
export function example(scope: Construct): void {
  const alerts = new Alerts(scope, "alerts", { name: "promise-shop", emails: ["oncall@example.com"] });
  const objective = { service: "shop", percent: 99.9, windowDays: 30 };
  const indicator = availabilityIndicator({ arnSuffix: "app/shop/1234567890abcdef" });

  new ObjectiveAlarms(scope, "availability", { name: "shop", objective, indicator, alerts });
  new Dashboard(scope, "budget", { name: "shop-budget", rows: [objectiveGraphs(objective, indicator)] });
}
