import { AutoscalingPolicy, type AutoscalingPolicyConfig } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

export interface TargetTrackingProps {
  /** Name of the policy, unique in the group. */
  readonly name: string;

  /** Group to scale. Do not use it for an EKS node group that the cluster autoscaler scales. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** Average CPU utilization to maintain. @default 70 */
  readonly cpuPercent?: number;

  /** Time before a new instance contributes to the metric. @default 300 */
  readonly warmupSeconds?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<AutoscalingPolicyConfig>;
}

/**
 * A target tracking policy, which keeps the average CPU utilization of a group near a target. Auto Scaling creates
 * its alarms. Step scaling on the same metric would counteract it.
 */
export class TargetTracking extends Construct {
  constructor(scope: Construct, id: string, props: TargetTrackingProps) {
    super(scope, id);
    const { name, group, cpuPercent = 70, warmupSeconds = 300, overrides } = props;
    check(this, cpuPercent > 0 && cpuPercent <= 100, "cpuPercent", "more than 0 and at most 100", cpuPercent);
    new AutoscalingPolicy(this, "Default", {
      name,
      autoscalingGroupName: group.name,
      policyType: "TargetTrackingScaling",
      estimatedInstanceWarmup: warmupSeconds,
      targetTrackingConfiguration: {
        targetValue: cpuPercent,
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      },
      ...overrides,
    });
  }
}
