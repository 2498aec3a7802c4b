import { AlertChannels } from "@modules/google/operations/alert-channels";
import { setAlerts } from "@modules/google/operations/default-alerts";
import { UptimeCheck } from "@modules/google/operations/uptime-check";
import type { Construct } from "constructs";

/** A check of a public name, with alerts when regions cannot reach it and when its certificate ends. */
export function example(scope: Construct): void {
  const alerts = new AlertChannels(scope, "alerts", { name: "theatre", emails: ["oncall@example.com"] });
  setAlerts(scope, { alerts });

  new UptimeCheck(scope, "site", { name: "theatre-site", host: "theatre.example.com", path: "/health" });
}
