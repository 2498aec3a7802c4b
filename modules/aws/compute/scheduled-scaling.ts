import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

export interface ScheduledScalingProps {
  /** Unique in the group. A change replaces the action. */
  readonly name: string;

  /** Also one that EKS made for a node group. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** Five fields of cron, such as `0 20 * * 1-5`. */
  readonly recurrence: string;

  /** Of the IANA, such as `Europe/Berlin`. @default "Etc/UTC" */
  readonly timeZone?: string;

  /** @default as it is */
  readonly min?: number;

  /** @default as it is */
  readonly max?: number;

  /** Instances at that time; scaling goes on from there. @default as it is */
  readonly desired?: number;
}

/** The provider's word for a number that stays; without it the group would shrink to nothing. */
const AS_IT_IS = -1;

/** Changes the bounds of a group at fixed times; another one changes them back. */
export class ScheduledScaling extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledScalingProps) {
    super(scope, id);
    const { name, group, recurrence, timeZone = "Etc/UTC" } = props;
    const { min = AS_IT_IS, max = AS_IT_IS, desired = AS_IT_IS } = props;
    this.check(recurrence, [min, desired, max]);
    new AutoscalingSchedule(this, "Default", {
      scheduledActionName: name,
      autoscalingGroupName: group.name,
      recurrence,
      timeZone,
      minSize: min,
      maxSize: max,
      desiredCapacity: desired,
    });
  }

  private check(recurrence: string, sizes: readonly number[]): void {
    if (recurrence.trim().split(/\s+/).length !== 5) {
      throw new Error(`${this.node.path}: recurrence must have the five fields of cron, got ${recurrence}`);
    }
    const given = sizes.filter((size) => size !== AS_IT_IS);
    if (given.length === 0) {
      throw new Error(`${this.node.path}: min, desired or max must be given, got none`);
    }
    if (given.some((size, index) => size < (given[index - 1] ?? 0))) {
      throw new Error(`${this.node.path}: min, desired and max must go up from 0, got ${given.join(", ")}`);
    }
  }
}
