import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

export interface CpuScalingProps {
  /** Begins the names of the alarms. */
  readonly name: string;

  readonly group: IAutoScalingGroup;

  /** Average CPU above which instances are added, percent. @default 70 */
  readonly scaleUpAbovePercent?: number;

  /** Average CPU below which one is taken away, percent. @default 30 */
  readonly scaleDownBelowPercent?: number;

  /** Instances added at once. @default 2 */
  readonly scaleUpBy?: number;

  /** Pause after instances were added. @default 300 */
  readonly scaleUpCooldownSeconds?: number;

  /** Pause after one was taken away. @default 300 */
  readonly scaleDownCooldownSeconds?: number;
}

/** Grows a group fast and shrinks it slowly, by the average CPU of five minutes. */
export class CpuScaling extends Construct {
  constructor(scope: Construct, id: string, props: CpuScalingProps) {
    super(scope, id);
    const { name, group, scaleUpAbovePercent = 70, scaleDownBelowPercent = 30, scaleUpBy = 2 } = props;
    const { scaleUpCooldownSeconds = 300, scaleDownCooldownSeconds = 300 } = props;
    if (scaleDownBelowPercent >= scaleUpAbovePercent) {
      throw new Error(
        `${this.node.path}: scaleDownBelowPercent must be less than scaleUpAbovePercent (${scaleUpAbovePercent}), got ${scaleDownBelowPercent}`,
      );
    }
    const steps = [
      {
        step: "scale-up",
        adjustment: scaleUpBy,
        cooldown: scaleUpCooldownSeconds,
        comparisonOperator: "GreaterThanThreshold",
        threshold: scaleUpAbovePercent,
        description: `Average CPU of ${name} above ${scaleUpAbovePercent}%: adds ${scaleUpBy}`,
      },
      {
        step: "scale-down",
        adjustment: -1,
        cooldown: scaleDownCooldownSeconds,
        comparisonOperator: "LessThanThreshold",
        threshold: scaleDownBelowPercent,
        description: `Average CPU of ${name} below ${scaleDownBelowPercent}%: takes one away`,
      },
    ];
    for (const { step, adjustment, cooldown, comparisonOperator, threshold, description } of steps) {
      const policy = new AutoscalingPolicy(this, step, {
        // Unique in its group only.
        name: `${step}-policy`,
        autoscalingGroupName: group.name,
        policyType: "SimpleScaling",
        adjustmentType: "ChangeInCapacity",
        scalingAdjustment: adjustment,
        cooldown,
      });
      new CloudwatchMetricAlarm(this, `${step}-alarm`, {
        alarmName: `${name}-${step}`,
        alarmDescription: description,
        namespace: "AWS/EC2",
        metricName: "CPUUtilization",
        dimensions: { AutoScalingGroupName: group.name },
        statistic: "Average",
        period: 60,
        evaluationPeriods: 5,
        comparisonOperator,
        threshold,
        alarmActions: [policy.arn],
      });
    }
  }
}
