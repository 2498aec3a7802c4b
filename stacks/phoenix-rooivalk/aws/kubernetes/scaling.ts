import { PredictiveScaling } from "@modules/aws/compute/predictive-scaling";
import { ScheduledScaling } from "@modules/aws/compute/scheduled-scaling";
import { StepScaling } from "@modules/aws/compute/step-scaling";
import { TargetTracking } from "@modules/aws/compute/target-tracking";
import type { EksNodeGroup } from "@modules/aws/eks/eks-node-group";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { AwsStack } from "../../../base/aws-stack";

type Stack = AwsStack<PhoenixRooivalkEnvironment>;

interface LoadScalingNeeds {
  readonly group: EksNodeGroup;
  /** Whose requests announce a spike. */
  readonly loadBalancer: IApplicationLoadBalancer;
  /** A standby has no hours. */
  readonly scheduled: boolean;
}

/** Keeps the CPU of a node group, by the Auto Scaling group EKS made for it; EKS drains nodes that go. */
export function keepCpu(stack: Stack, id: string, group: EksNodeGroup): void {
  const { cpuPercent } = stack.environment.scaling;
  new TargetTracking(stack, `${id}-cpu`, { name: "cpu", group: { name: group.autoscalingGroupName }, cpuPercent });
}

/** Lets the general-purpose nodes of a zone follow the load: what is, what will be, what comes at once and what is planned. */
export function addLoadScaling(stack: Stack, zone: string, needs: LoadScalingNeeds): void {
  const { group, loadBalancer, scheduled } = needs;
  const { cpuPercent, predictive, spikes, schedules } = stack.environment.scaling;
  const target = { name: group.autoscalingGroupName };
  keepCpu(stack, zone, group);
  new PredictiveScaling(stack, `${zone}-forecast`, { name: "forecast", group: target, mode: predictive, cpuPercent });
  new StepScaling(stack, `${zone}-spike`, {
    name: stack.named(`phoenix-rooivalk-eks-${zone}-spike`),
    group: target,
    metric: {
      namespace: "AWS/ApplicationELB",
      name: "RequestCount",
      dimensions: { LoadBalancer: loadBalancer.arnSuffix },
      statistic: "Sum",
    },
    when: "above",
    threshold: spikes.requestsPerMinute,
    steps: Object.fromEntries(spikes.steps.map(({ beyond, nodes }) => [beyond, nodes])),
    periodSeconds: 60,
  });
  for (const [name, { recurrence, min }] of Object.entries(scheduled ? schedules : {})) {
    new ScheduledScaling(stack, `${zone}-${name}`, { name, group: target, recurrence, min });
  }
}
