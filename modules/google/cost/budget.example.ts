import { Budget } from "@modules/google/cost/budget";
import { AlertChannels } from "@modules/google/operations/alert-channels";
import type { Construct } from "constructs";

/** A budget that notifies its channels when most of it is spent, and when the forecast exceeds it. */
export function example(scope: Construct): void {
  const { mail } = new AlertChannels(scope, "alerts", { name: "circus", emails: ["finance@example.com"] });

  new Budget(scope, "budget", {
    name: "Circus",
    billingAccount: "012345-567890-ABCDEF",
    limitUsd: 800,
    alerts: [{ percent: 80 }, { percent: 100, forecast: true }],
    channels: mail,
  });
}
