import { availabilityIndicator, latencyIndicator } from "@modules/aws/load-balancing/alarms";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { Indicator } from "@modules/aws/operations/objective-alarms";
import { type Objective, objectivesOf, type ServiceObjectives } from "@modules/core/objective";

/** An objective, and the metrics by which CloudWatch counts its requests. */
export interface MeasuredObjective {
  readonly objective: Objective;
  readonly indicator: Indicator;
}

/**
 * Objectives of a service behind a load balancer. The load balancer does not count its own errors by target group, so
 * the availability is measured over all its requests.
 *
 * @param targets undefined when the environment has no objectives for the service
 * @param targetGroup target group of the service, for its latency; by default the whole load balancer
 */
export function balancerObjectives(
  service: string,
  targets: ServiceObjectives | undefined,
  balancer: Pick<IApplicationLoadBalancer, "arnSuffix">,
  targetGroup?: Pick<ITargetGroup, "arnSuffix">,
): MeasuredObjective[] {
  return objectivesOf(service, targets ?? { windowDays: 30, latency: [] }).map((objective) => ({
    objective,
    indicator:
      objective.milliseconds === undefined
        ? availabilityIndicator(balancer)
        : latencyIndicator(balancer, objective.milliseconds, targetGroup),
  }));
}
