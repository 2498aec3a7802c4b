import type { AlarmSpec } from "../operations/alarm";
import type { Metric } from "../operations/metric";
import type { IAutoScalingGroup } from "./auto-scaling-group";

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/viewing-monitoring-graphs.html */
export function groupMetric({ name }: Pick<IAutoScalingGroup, "name">, metric: string, namespace = "AWS/EC2"): Metric {
  return { namespace, name: metric, dimensions: { AutoScalingGroupName: name } };
}

/** Alarm of a group whose instances stay busy although the group scales out. */
export function groupAlarms(group: Pick<IAutoScalingGroup, "name">) {
  return {
    cpu: {
      metric: groupMetric(group, "CPUUtilization"),
      above: 80,
      periods: 2,
      severity: "warning",
      description:
        "The instances use more than 80% of their CPU for ten minutes: the group has reached its most instances",
    },
  } satisfies Record<string, AlarmSpec>;
}

export interface SizeLimits {
  /**
   * CPU utilization in percent. The instances are too large when every hourly average of a day is below it.
   * @default 20
   */
  readonly cpuPercent?: number;

  /** Memory use in percent. The instances are too large when every hourly average of a day is below it. @default 30 */
  readonly memoryPercent?: number;
}

/** Alarms of a group whose instances have been larger than necessary for a day. */
export function sizeAlarms(
  group: Pick<IAutoScalingGroup, "name">,
  { cpuPercent = 20, memoryPercent = 30 }: SizeLimits = {},
) {
  const day = { periods: 24, missingData: "ignore", severity: "informational", section: "oversized" } as const;
  return {
    "idle-cpu": {
      ...day,
      metric: { ...groupMetric(group, "CPUUtilization"), periodSeconds: 3600 },
      below: cpuPercent,
      description: `The instances used less than ${cpuPercent}% of their CPU in every hour of a day: take a smaller type, or fewer`,
    },
    "idle-memory": {
      ...day,
      metric: { ...groupMetric(group, "mem_used_percent", "CWAgent"), periodSeconds: 3600 },
      below: memoryPercent,
      description: `The instances used less than ${memoryPercent}% of their memory in every hour of a day: take a smaller type`,
    },
  } satisfies Record<string, AlarmSpec>;
}

/**
 * Alarms on metrics of the CloudWatch agent, aggregated by group.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html
 */
export function agentAlarms(group: Pick<IAutoScalingGroup, "name">) {
  return {
    memory: {
      metric: { ...groupMetric(group, "mem_used_percent", "CWAgent"), statistic: "Maximum" },
      above: 85,
      severity: "warning",
      description: "An instance uses more than 85% of its memory",
    },
    disk: {
      metric: { ...groupMetric(group, "disk_used_percent", "CWAgent"), statistic: "Maximum" },
      above: 90,
      periods: 1,
      severity: "critical",
      description: "A disk of an instance is more than 90% full",
    },
  } satisfies Record<string, AlarmSpec>;
}
