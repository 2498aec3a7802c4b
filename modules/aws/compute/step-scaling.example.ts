import { StepScaling } from "@modules/aws/compute/step-scaling";
import type { Construct } from "constructs";

/** Adds two instances when responses take over a second, and four when they take over three. */
export function example(scope: Construct): void {
  new StepScaling(scope, "slow", {
    name: "search-slow",
    group: { name: "search-web" },
    metric: {
      namespace: "AWS/ApplicationELB",
      name: "TargetResponseTime",
      dimensions: { LoadBalancer: "app/search/50dc6c495c0c9188" },
      statistic: "Average",
    },
    when: "above",
    threshold: 1,
    steps: { 0: 2, 2: 4 },
  });
}
