import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { Construct } from "constructs";

/** Capacity units, least and most. */
export interface Capacity {
  readonly min: number;
  readonly max: number;
}

/** Keeps one dimension of a table's capacity at 70 % use. */
export function scaleTable(scope: Construct, table: string, dimension: "Read" | "Write", { min, max }: Capacity): void {
  const id = dimension.toLowerCase();
  if (min < 1 || max < min) {
    throw new Error(
      `${scope.node.path}: capacity.${id} must be at least 1 and its max no less than its min, got ${min} to ${max}`,
    );
  }
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
