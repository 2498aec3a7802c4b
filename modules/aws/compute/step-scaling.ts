import { AutoscalingPolicy, type AutoscalingPolicyStepAdjustment } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

/** What CloudWatch measures. */
export interface Metric {
  /** Such as `AWS/ApplicationELB`. */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
}

export interface StepScalingProps {
  /** Of the alarm, unique in account and region; the policy has it too. */
  readonly name: string;

  /** Also one that EKS made for a node group. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** @default average CPU of the group, percent */
  readonly metric?: Metric;

  /** Which side of the threshold makes it act. */
  readonly when: "above" | "below";

  /** In the metric's own unit: a response time in seconds, requests in those of a period. */
  readonly threshold: number;

  /**
   * Instances to add, or to take away where negative, by how far the metric is
   * beyond the threshold at least: `{ 0: 2, 20: 4 }`. One is for 0.
   */
  readonly steps: Readonly<Record<number, number>>;

  /** 10, 30 or a multiple of 60. @default 300 */
  readonly periodSeconds?: number;

  /** Periods in a row beyond the threshold. @default 1 */
  readonly periods?: number;

  /** Until a new instance counts; step policies know no cooldown. @default 300 */
  readonly warmupSeconds?: number;
}

/**
 * Changes the size of a group while a metric is beyond a threshold, the more
 * the further. A second one shrinks what this one grows.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
 */
export class StepScaling extends Construct {
  constructor(scope: Construct, id: string, props: StepScalingProps) {
    super(scope, id);
    const { name, group, when, threshold, steps, periodSeconds = 300, periods = 1, warmupSeconds = 300 } = props;
    const { metric = cpuOf(group) } = props;
    this.check(props);
    const policy = new AutoscalingPolicy(this, "Default", {
      name,
      autoscalingGroupName: group.name,
      policyType: "StepScaling",
      adjustmentType: "ChangeInCapacity",
      metricAggregationType: metric.statistic === "Sum" ? "Average" : metric.statistic,
      estimatedInstanceWarmup: warmupSeconds,
      stepAdjustment: stepAdjustments(when, steps),
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
      // No requests, no measure: no reason to act.
      treatMissingData: "notBreaching",
      alarmActions: [policy.arn],
    });
  }

  private check({ steps, periodSeconds = 300, periods = 1 }: StepScalingProps): void {
    const fail = (rule: string) => {
      throw new Error(`${this.node.path}: ${rule}`);
    };
    const from = Object.keys(steps).map(Number);
    if (!from.includes(0) || from.some((distance) => !(distance >= 0))) {
      fail(`steps must begin at 0 and go up, got ${Object.keys(steps).join(", ") || "none"}`);
    }
    const changes = Object.values(steps);
    if (changes.some((change) => !Number.isInteger(change) || change * changes[0]! <= 0)) {
      fail(`steps must be whole numbers that all add or all take away, got ${changes.join(", ")}`);
    }
    if (![10, 30].includes(periodSeconds) && !(periodSeconds > 0 && periodSeconds % 60 === 0)) {
      fail(`periodSeconds must be 10, 30 or a multiple of 60, got ${periodSeconds}`);
    }
    if (!Number.isInteger(periods) || periods < 1) {
      fail(`periods must be a whole number from 1, got ${periods}`);
    }
  }
}

/** Average CPU of a group, percent. */
function cpuOf(group: Pick<IAutoScalingGroup, "name">): Metric {
  return {
    namespace: "AWS/EC2",
    name: "CPUUtilization",
    dimensions: { AutoScalingGroupName: group.name },
    statistic: "Average",
  };
}

/** Intervals count from the threshold, downwards in negative numbers, and must leave no gap. */
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
