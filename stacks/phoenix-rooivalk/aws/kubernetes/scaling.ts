import { PredictiveScaling } from "@modules/aws/compute/predictive-scaling";
import { ScheduledScaling } from "@modules/aws/compute/scheduled-scaling";
import { StepScaling } from "@modules/aws/compute/step-scaling";
import { TargetTracking } from "@modules/aws/compute/target-tracking";
import type { EksNodeGroup } from "@modules/aws/eks/eks-node-group";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { AwsStack } from "../../../base/aws-stack";

type Stack = AwsStack<PhoenixRooivalkEnvironment>;

export interface LoadScalingProps {
  /** Availability zone of the node group. */
  readonly zone: string;
  readonly nodeGroup: EksNodeGroup;
  /** Load balancer whose request count triggers the scaling for spikes. */
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Whether the environment's schedules apply, which is not the case in a standby. */
  readonly scheduled: boolean;
}

/**
 * Target tracking of the CPU of a node group. The policy belongs to the Auto Scaling group that EKS has created; EKS
 * drains nodes that the group terminates.
 */
export function trackCpu(stack: Stack, id: string, nodeGroup: EksNodeGroup): void {
  const { cpuPercent } = stack.environment.scaling;
  new TargetTracking(stack, `${id}-cpu`, { name: "cpu", group: { name: nodeGroup.autoscalingGroupName }, cpuPercent });
}

/** Scales general-purpose nodes by their CPU, by its forecast, by spikes of requests and by schedule. */
export function addLoadScaling(stack: Stack, { zone, nodeGroup, loadBalancer, scheduled }: LoadScalingProps): void {
  const { cpuPercent, predictive, spikes, schedules } = stack.environment.scaling;
  const group = { name: nodeGroup.autoscalingGroupName };
  trackCpu(stack, zone, nodeGroup);
  new PredictiveScaling(stack, `${zone}-forecast`, { name: "forecast", group, mode: predictive, cpuPercent });
  new StepScaling(stack, `${zone}-spike`, {
    name: stack.named(`phoenix-rooivalk-eks-${zone}-spike`),
    group,
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
    new ScheduledScaling(stack, `${zone}-${name}`, { name, group, recurrence, min });
  }
}
