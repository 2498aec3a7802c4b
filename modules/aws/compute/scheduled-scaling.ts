import { AutoscalingSchedule, type AutoscalingScheduleConfig } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IAutoScalingGroup } from "./auto-scaling-group";

export interface ScheduledScalingProps {
  /** Name of the scheduled action, unique in the group. A change replaces the action. */
  readonly name: string;

  /** Group to scale, which may be the group of an EKS node group. */
  readonly group: Pick<IAutoScalingGroup, "name">;

  /** Cron expression with five fields, such as `0 20 * * 1-5`. */
  readonly recurrence: string;

  /** IANA time zone, such as `Europe/Berlin`. @default "Etc/UTC" */
  readonly timeZone?: string;

  /** Minimum number of instances from then on. @default the group's current minimum */
  readonly min?: number;

  /** Maximum number of instances from then on. @default the group's current maximum */
  readonly max?: number;

  /**
   * Number of instances at that time; scaling policies may change it afterwards.
   * @default the group's current capacity
   */
  readonly desired?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<AutoscalingScheduleConfig>;
}

/** Value with which the provider leaves a size unchanged. The provider's default, 0, would empty the group. */
const UNCHANGED = -1;

/** Changes the sizes of a group on a schedule. A second scheduled action changes them back. */
export class ScheduledScaling extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledScalingProps) {
    super(scope, id);
    const { name, group, recurrence, timeZone = "Etc/UTC" } = props;
    const { min = UNCHANGED, max = UNCHANGED, desired = UNCHANGED, overrides } = props;
    this.checkProps(recurrence, [min, desired, max]);
    new AutoscalingSchedule(this, "Default", {
      scheduledActionName: name,
      autoscalingGroupName: group.name,
      recurrence,
      timeZone,
      minSize: min,
      maxSize: max,
      desiredCapacity: desired,
      ...overrides,
    });
  }

  private checkProps(recurrence: string, sizes: readonly number[]): void {
    const fields = recurrence.trim().split(/\s+/).length;
    check(this, fields === 5, "recurrence", "a cron expression with five fields", recurrence);
    const given = sizes.filter((size) => size !== UNCHANGED);
    check(this, given.length > 0, "min, desired or max", "given", "none");
    const ascending = given.every((size, index) => size >= (given[index - 1] ?? 0));
    check(this, ascending, "min, desired and max", "in ascending order from 0", given.join(", "));
  }
}
