import {
  AutoscalingPolicy,
  type AutoscalingPolicyConfig,
  type AutoscalingPolicyStepAdjustment,
} from "@cdktf/provider-aws/lib/autoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

/** A CloudWatch metric. */
export interface Metric {
  /** Namespace such as `AWS/ApplicationELB`. */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
}

export interface StepScalingProps {
  /** Name of the policy and the alarm, unique in the account and region. */
  readonly name: string;

  /** Group to scale, which may be the group of an EKS node group. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** Metric that the alarm watches. @default the group's average CPU utilization in percent */
  readonly metric?: Metric;

  /** Side of the threshold on which the policy scales the group. */
  readonly when: "above" | "below";

  /** Threshold in the metric's unit: seconds for a response time, requests per period for a sum of requests. */
  readonly threshold: number;

  /**
   * Number of instances to add, or to remove when negative, by the distance of the metric from the threshold.
   * `{ 0: 2, 20: 4 }` adds two instances, and four when the metric is 20 or more beyond the threshold. An entry for 0
   * is required.
   */
  readonly steps: Readonly<Record<number, number>>;

  /** Period of the metric: 10, 30 or a multiple of 60. @default 300 */
  readonly periodSeconds?: number;

  /** Consecutive periods beyond the threshold after which the policy scales. @default 1 */
  readonly periods?: number;

  /** Time before a new instance contributes to the metric. Step scaling has no cooldown. @default 300 */
  readonly warmupSeconds?: number;

  /** Arguments of the scaling policy that replace what this module sets. @default none */
  readonly overrides?: Partial<AutoscalingPolicyConfig>;
}

/**
 * A step scaling policy with its alarm. The further a metric is beyond the threshold, the more instances are added or
 * removed. A group that grows with one policy needs a second one to shrink.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
 */
export class StepScaling extends Construct {
  constructor(scope: Construct, id: string, props: StepScalingProps) {
    super(scope, id);
    const { name, group, when, threshold, steps, periodSeconds = 300, periods = 1, warmupSeconds = 300 } = props;
    const { metric = cpuOf(group), overrides } = props;
    this.checkProps(props);
    const policy = new AutoscalingPolicy(this, "Default", {
      name,
      autoscalingGroupName: group.name,
      policyType: "StepScaling",
      adjustmentType: "ChangeInCapacity",
      metricAggregationType: metric.statistic === "Sum" ? "Average" : metric.statistic,
      estimatedInstanceWarmup: warmupSeconds,
      stepAdjustment: stepAdjustments(when, steps),
      ...overrides,
    });
    const changes = Object.values(steps);
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: name,
      alarmDescription: `${metric.name} ${when} ${threshold}: changes the capacity by ${changes.join(" or ")}`,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      statistic: metric.statistic,
      period: periodSeconds,
      evaluationPeriods: periods,
      comparisonOperator: when === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold,
      // Load balancers publish no metrics in periods without requests.
      treatMissingData: "notBreaching",
      alarmActions: [policy.arn],
    });
  }

  private checkProps({ steps, periodSeconds = 300, periods = 1 }: StepScalingProps): void {
    const distances = Object.keys(steps);
    const ascend = distances.includes("0") && distances.every((distance) => Number(distance) >= 0);
    check(this, ascend, "steps", "at distances from 0 upwards", distances.join(", ") || "none");
    const changes = Object.values(steps);
    const agree = changes.every((change) => Number.isInteger(change) && change * changes[0]! > 0);
    check(this, agree, "steps", "whole numbers that are all positive or all negative", changes.join(", "));
    const isPeriod = [10, 30].includes(periodSeconds) || (periodSeconds > 0 && periodSeconds % 60 === 0);
    check(this, isPeriod, "periodSeconds", "10, 30 or a multiple of 60", periodSeconds);
    checkWholeNumber(this, "periods", periods, 1);
  }
}

function cpuOf(group: Pick<IAutoScalingGroup, "name">): Metric {
  return {
    namespace: "AWS/EC2",
    name: "CPUUtilization",
    dimensions: { AutoScalingGroupName: group.name },
    statistic: "Average",
  };
}

/**
 * Arguments of the steps. Bounds are relative to the threshold, negative below it, and adjacent intervals must share a
 * bound.
 */
function stepAdjustments(
  when: StepScalingProps["when"],
  steps: StepScalingProps["steps"],
): AutoscalingPolicyStepAdjustment[] {
  const distances = Object.keys(steps).sort((one, other) => Number(one) - Number(other));
  return distances.map((near, index) => {
    const far = distances[index + 1];
    const scalingAdjustment = steps[Number(near)]!;
    return when === "above"
      ? { metricIntervalLowerBound: near, metricIntervalUpperBound: far, scalingAdjustment }
      : {
          metricIntervalUpperBound: near === "0" ? near : `-${near}`,
          metricIntervalLowerBound: far && `-${far}`,
          scalingAdjustment,
        };
  });
}
