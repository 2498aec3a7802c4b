import { AlertChannels } from "@modules/google/operations/alert-channels";
import { setAlerts } from "@modules/google/operations/default-alerts";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

/** Mail and chat channels, to which modules that are created later in the scope send their alerts. */
export function example(scope: Construct): void {
  const token = new TerraformVariable(scope, "token", { type: "string", sensitive: true, default: "xoxb-example" });
  const alerts = new AlertChannels(scope, "alerts", {
    name: "library",
    emails: ["oncall@example.com"],
    slack: { channelName: "#library", token: token.stringValue },
  });

  setAlerts(scope, { alerts, runbook: "https://example.com/alarms.md" });
}
