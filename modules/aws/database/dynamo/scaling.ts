import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { checkWholeNumber } from "@modules/core/checks";
import type { Construct } from "constructs";

/** Range of read or write capacity units. */
export interface Capacity {
  /** Minimum, at least 1. */
  readonly min: number;
  /** Maximum, at least `min`. */
  readonly max: number;
}

/** Adds auto scaling of a table's read or write capacity, with a target utilization of 70 %. */
export function addScaling(scope: Construct, table: string, dimension: "Read" | "Write", { min, max }: Capacity): void {
  const id = dimension.toLowerCase();
  checkWholeNumber(scope, `capacity.${id}.min`, min, 1);
  checkWholeNumber(scope, `capacity.${id}.max`, max, min);
  const target = new AppautoscalingTarget(scope, `${id}-target`, {
    serviceNamespace: "dynamodb",
    resourceId: `table/${table}`,
    scalableDimension: `dynamodb:table:${dimension}CapacityUnits`,
    minCapacity: min,
    maxCapacity: max,
  });
  new AppautoscalingPolicy(scope, `${id}-policy`, {
    name: `${id}-at-70-percent`,
    policyType: "TargetTrackingScaling",
    serviceNamespace: target.serviceNamespace,
    resourceId: target.resourceId,
    scalableDimension: target.scalableDimension,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 70,
      predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${dimension}CapacityUtilization` },
    },
  });
}
