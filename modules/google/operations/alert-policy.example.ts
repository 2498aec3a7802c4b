import { natAlerts } from "@modules/google/network/nat-alerts";
import { AlertChannels } from "@modules/google/operations/alert-channels";
import { AlertPolicy, addAlerts } from "@modules/google/operations/alert-policy";
import type { Construct } from "constructs";

/** An alert on a log, and those of a NAT gateway that another team runs. */
export function example(scope: Construct): void {
  const alerts = new AlertChannels(scope, "alerts", { name: "museum", emails: ["oncall@example.com"] });
  addAlerts(scope, "museum-nat", natAlerts("museum-nat"), { alerts, runbook: "https://example.com/alarms.md" });

  new AlertPolicy(scope, "refused", {
    name: "museum-refused-logins",
    spec: {
      log: 'log_id("run.googleapis.com/stdout") AND jsonPayload.event = "login-refused"',
      severity: "warning",
      description: "Somebody was refused",
    },
    alerts,
    runbook: "https://example.com/alarms.md#refused-logins",
  });
}
