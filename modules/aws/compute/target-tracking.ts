import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

export interface TargetTrackingProps {
  /** Unique in the group. */
  readonly name: string;

  /** Also one that EKS made for a node group, which then has no cluster autoscaler beside it. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** Average to keep, percent. @default 70 */
  readonly cpuPercent?: number;

  /** Until a new instance counts. @default 300 */
  readonly warmupSeconds?: number;
}

/** Keeps the average CPU of a group near a target; Auto Scaling makes the alarms. Not beside steps on the same metric. */
export class TargetTracking extends Construct {
  constructor(scope: Construct, id: string, props: TargetTrackingProps) {
    super(scope, id);
    const { name, group, cpuPercent = 70, warmupSeconds = 300 } = props;
    if (!(cpuPercent > 0 && cpuPercent <= 100)) {
      throw new Error(`${this.node.path}: cpuPercent must be more than 0 and at most 100, got ${cpuPercent}`);
    }
    new AutoscalingPolicy(this, "Default", {
      name,
      autoscalingGroupName: group.name,
      policyType: "TargetTrackingScaling",
      estimatedInstanceWarmup: warmupSeconds,
      targetTrackingConfiguration: {
        targetValue: cpuPercent,
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      },
    });
  }
}
