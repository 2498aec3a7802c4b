import { PredictiveScaling } from "@modules/aws/compute/predictive-scaling";
import type { Construct } from "constructs";

/** Publishes forecasts for a group without scaling it, to compare the forecasts with its load first. */
export function example(scope: Construct): void {
  new PredictiveScaling(scope, "forecast", {
    name: "forecast",
    group: { name: "checkout-web" },
    mode: "ForecastOnly",
    cpuPercent: 60,
  });
}
