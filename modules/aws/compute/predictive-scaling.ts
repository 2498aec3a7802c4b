import { AutoscalingPolicy, type AutoscalingPolicyConfig } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

export interface PredictiveScalingProps {
  /** Name of the policy, unique in the group. */
  readonly name: string;

  /** Group to scale, which may be the group of an EKS node group. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** `ForecastOnly` publishes forecasts without scaling, to evaluate them first. @default "ForecastAndScale" */
  readonly mode?: "ForecastOnly" | "ForecastAndScale";

  /** Average CPU utilization to plan capacity for. @default 70 */
  readonly cpuPercent?: number;

  /** Time before the forecast load at which instances are launched, 0 to 3600. @default 300 */
  readonly leadSeconds?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<AutoscalingPolicyConfig>;
}

/**
 * A predictive scaling policy, which adds instances ahead of loads that recur daily or weekly. Forecasts need 24 hours
 * of history. The policy never removes instances, so the group needs another policy to scale in.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-predictive-scaling.html
 */
export class PredictiveScaling extends Construct {
  constructor(scope: Construct, id: string, props: PredictiveScalingProps) {
    super(scope, id);
    const { name, group, mode = "ForecastAndScale", cpuPercent = 70, leadSeconds = 300, overrides } = props;
    check(this, cpuPercent > 0 && cpuPercent <= 100, "cpuPercent", "more than 0 and at most 100", cpuPercent);
    checkWholeNumber(this, "leadSeconds", leadSeconds, 0, 3600);
    new AutoscalingPolicy(this, "Default", {
      name,
      autoscalingGroupName: group.name,
      policyType: "PredictiveScaling",
      predictiveScalingConfiguration: {
        mode,
        schedulingBufferTime: String(leadSeconds),
        metricSpecification: {
          targetValue: cpuPercent,
          predefinedMetricPairSpecification: { predefinedMetricType: "ASGCPUUtilization" },
        },
      },
      ...overrides,
    });
  }
}
