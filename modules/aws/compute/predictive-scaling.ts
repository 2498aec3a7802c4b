import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

export interface PredictiveScalingProps {
  /** Unique in the group. */
  readonly name: string;

  /** Also one that EKS made for a node group. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** `ForecastOnly` never scales: to look at the forecasts first. @default "ForecastAndScale" */
  readonly mode?: "ForecastOnly" | "ForecastAndScale";

  /** Average CPU the forecast capacity is to have, percent. @default 70 */
  readonly cpuPercent?: number;

  /** How long before it is needed an instance is launched, at most 3600. @default 300 */
  readonly leadSeconds?: number;
}

/**
 * Adds instances before the load of the day or week that comes again; needs 24
 * hours of history, and only ever adds, so another policy must shrink the group.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-predictive-scaling.html
 */
export class PredictiveScaling extends Construct {
  constructor(scope: Construct, id: string, props: PredictiveScalingProps) {
    super(scope, id);
    const { name, group, mode = "ForecastAndScale", cpuPercent = 70, leadSeconds = 300 } = props;
    if (!(cpuPercent > 0 && cpuPercent <= 100)) {
      throw new Error(`${this.node.path}: cpuPercent must be more than 0 and at most 100, got ${cpuPercent}`);
    }
    if (!Number.isInteger(leadSeconds) || leadSeconds < 0 || leadSeconds > 3600) {
      throw new Error(`${this.node.path}: leadSeconds must be a whole number from 0 to 3600, got ${leadSeconds}`);
    }
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
    });
  }
}
