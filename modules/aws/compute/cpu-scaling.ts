import { AutoscalingPolicy, type AutoscalingPolicyConfig } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

export interface CpuScalingProps {
  /** Prefix of the alarms' names. */
  readonly name: string;

  /** Group to scale. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** Average CPU utilization above which instances are added. @default 70 */
  readonly scaleUpAbovePercent?: number;

  /** Average CPU utilization below which an instance is removed. @default 30 */
  readonly scaleDownBelowPercent?: number;

  /** Whole minutes above `scaleUpAbovePercent` after which instances are added, 1 to 1440. @default 5 */
  readonly scaleUpAfterMinutes?: number;

  /** Instances to add. @default 2 */
  readonly scaleUpBy?: number;

  /** Cooldown after instances were added. @default 300 */
  readonly scaleUpCooldownSeconds?: number;

  /** Cooldown after an instance was removed. @default 300 */
  readonly scaleDownCooldownSeconds?: number;

  /** Arguments of both scaling policies that replace what this module sets. @default none */
  readonly overrides?: Partial<AutoscalingPolicyConfig>;
}

/**
 * Simple scaling policies that grow a group fast and shrink it slowly, by its average CPU utilization. The alarms
 * evaluate it every minute, so the instances need detailed monitoring, which `LaunchTemplate` enables; without it EC2
 * publishes metrics every five minutes.
 */
export class CpuScaling extends Construct {
  constructor(scope: Construct, id: string, props: CpuScalingProps) {
    super(scope, id);
    const { name, group, scaleUpAbovePercent = 70, scaleDownBelowPercent = 30, scaleUpBy = 2 } = props;
    const { scaleUpAfterMinutes = 5 } = props;
    const { scaleUpCooldownSeconds = 300, scaleDownCooldownSeconds = 300, overrides } = props;
    const below = `less than scaleUpAbovePercent (${scaleUpAbovePercent})`;
    check(this, scaleDownBelowPercent < scaleUpAbovePercent, "scaleDownBelowPercent", below, scaleDownBelowPercent);
    // CloudWatch evaluates at most one day, which is 1440 periods of a minute.
    checkWholeNumber(this, "scaleUpAfterMinutes", scaleUpAfterMinutes, 1, 1440);
    const steps = [
      {
        step: "scale-up",
        adjustment: scaleUpBy,
        cooldown: scaleUpCooldownSeconds,
        comparisonOperator: "GreaterThanThreshold",
        threshold: scaleUpAbovePercent,
        minutes: scaleUpAfterMinutes,
        description: `Average CPU of ${name} above ${scaleUpAbovePercent}%: adds ${scaleUpBy}`,
      },
      {
        step: "scale-down",
        adjustment: -1,
        cooldown: scaleDownCooldownSeconds,
        comparisonOperator: "LessThanThreshold",
        threshold: scaleDownBelowPercent,
        minutes: 5,
        description: `Average CPU of ${name} below ${scaleDownBelowPercent}%: takes one away`,
      },
    ];
    for (const { step, adjustment, cooldown, comparisonOperator, threshold, minutes, description } of steps) {
      const policy = new AutoscalingPolicy(this, step, {
        // Names of policies are unique per group, so the group's name is not part of them.
        name: `${step}-policy`,
        autoscalingGroupName: group.name,
        policyType: "SimpleScaling",
        adjustmentType: "ChangeInCapacity",
        scalingAdjustment: adjustment,
        cooldown,
        ...overrides,
      });
      new CloudwatchMetricAlarm(this, `${step}-alarm`, {
        alarmName: `${name}-${step}`,
        alarmDescription: description,
        namespace: "AWS/EC2",
        metricName: "CPUUtilization",
        dimensions: { AutoScalingGroupName: group.name },
        statistic: "Average",
        period: 60,
        evaluationPeriods: minutes,
        comparisonOperator,
        threshold,
        alarmActions: [policy.arn],
      });
    }
  }
}
