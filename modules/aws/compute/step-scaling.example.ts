import { StepScaling } from "@modules/aws/compute/step-scaling";
import type { Construct } from "constructs";

/** Adds two instances when responses take over a second, four when they take over three, and removes one below 0.2. */
export function example(scope: Construct): void {
  const group = { name: "search-web" };
  const metric = {
    namespace: "AWS/ApplicationELB",
    name: "TargetResponseTime",
    dimensions: { LoadBalancer: "app/search/50dc6c495c0c9188" },
    statistic: "Average",
  } as const;

  new StepScaling(scope, "slow", {
    name: "search-slow",
    group,
    metric,
    when: "above",
    threshold: 1,
    steps: { 0: 2, 2: 4 },
  });
  new StepScaling(scope, "fast", {
    name: "search-fast",
    group,
    metric,
    when: "below",
    threshold: 0.2,
    steps: { 0: -1 },
  });
}
