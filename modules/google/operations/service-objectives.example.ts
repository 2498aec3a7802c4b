import { objectivesOf } from "@modules/core/objective";
import { balancerMetric, requestCount } from "@modules/google/load-balancing/alerts";
import { AlertChannels } from "@modules/google/operations/alert-channels";
import { ServiceObjectives } from "@modules/google/operations/service-objectives";
import type { Construct } from "constructs";

/** The availability and the latency of a service behind a load balancer. */
export function example(scope: Construct): void {
  const alerts = new AlertChannels(scope, "alerts", { name: "cinema", emails: ["oncall@example.com"] });
  const targets = { windowDays: 30, availabilityPercent: 99.9, latency: [{ percent: 95, milliseconds: 300 }] };
  const availability = { bad: requestCount("cinema", 500), total: requestCount("cinema") };

  new ServiceObjectives(scope, "objectives", {
    name: "cinema",
    objectives: objectivesOf("cinema", targets).map((objective) => ({
      objective,
      indicator: objective.milliseconds
        ? { latencies: balancerMetric("cinema", "total_latencies"), milliseconds: objective.milliseconds }
        : availability,
    })),
    alerts,
    runbook: "https://example.com/alarms.md#error-budget",
  });
}
