import { Budget } from "@modules/aws/cost/budget";
import type { Construct } from "constructs";

/** A monthly budget that alerts on the forecast, and then on the actual cost. */
export function example(scope: Construct): void {
  new Budget(scope, "budget", {
    name: "Shop, monthly",
    limitUsd: 2000,
    alerts: [
      { percent: 100, forecast: true, emails: ["team@example.com"] },
      { percent: 100, emails: ["finance@example.com"] },
    ],
  });
}
