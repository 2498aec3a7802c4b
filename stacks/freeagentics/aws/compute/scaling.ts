import type { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { PredictiveScaling } from "@modules/aws/compute/predictive-scaling";
import { ScheduledScaling } from "@modules/aws/compute/scheduled-scaling";
import { type Metric, StepScaling } from "@modules/aws/compute/step-scaling";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";

/**
 * Scaling policies of the application servers. High CPU, many requests or slow responses each add instances; only low
 * CPU removes them, down to the minimum for the time of day.
 */
export function addScaling(
  stack: AwsStack<FreeagenticsEnvironment>,
  name: string,
  group: AutoScalingGroup,
  loadBalancer: IApplicationLoadBalancer,
): void {
  const { requestsPerSecond, forecast, schedules = {} } = stack.environment.compute;
  const loadBalancerMetric = (metric: string, statistic: Metric["statistic"]): Metric => ({
    namespace: "AWS/ApplicationELB",
    name: metric,
    dimensions: { LoadBalancer: loadBalancer.arnSuffix },
    statistic,
  });
  new StepScaling(stack, "busy", { name: `${name}-busy`, group, when: "above", threshold: 70, steps: { 0: 2 } });
  new StepScaling(stack, "idle", {
    name: `${name}-idle`,
    group,
    when: "below",
    threshold: 30,
    periods: 2,
    steps: { 0: -1 },
  });
  new StepScaling(stack, "many-requests", {
    name: `${name}-many-requests`,
    group,
    metric: loadBalancerMetric("RequestCount", "Sum"),
    when: "above",
    threshold: requestsPerSecond * 60,
    periodSeconds: 60,
    steps: { 0: 3 },
  });
  new StepScaling(stack, "slow-answers", {
    name: `${name}-slow-answers`,
    group,
    metric: loadBalancerMetric("TargetResponseTime", "Average"),
    when: "above",
    threshold: 0.5,
    steps: { 0: 2 },
  });
  for (const [action, { recurrence, min }] of Object.entries(schedules)) {
    new ScheduledScaling(stack, `schedule-${action}`, { name: action, group, recurrence, min });
  }
  new PredictiveScaling(stack, "forecast", { name: `${name}-forecast`, group, mode: forecast });
}
