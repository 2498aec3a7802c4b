import type { AlertSet } from "../operations/alert-policy";
import type { Metric } from "../operations/metric";

export interface InstanceGroupAlertLimits {
  /** Prefix of the instances' names, without the hyphen that ends it. */
  readonly baseInstanceName: string;

  /** Average CPU utilization of the group in percent, above the target of its autoscaler. @default 90 */
  readonly cpuPercent?: number;
}

/** The average CPU utilization, 0 to 1, of the instances of a group. */
export function groupCpu(baseInstanceName: string): Metric {
  return {
    type: "compute.googleapis.com/instance/cpu/utilization",
    resource: "gce_instance",
    labels: { "metric.labels.instance_name": `starts_with("${baseInstanceName}-")` },
    reducer: "REDUCE_MEAN",
  };
}

/** Alerts of a managed instance group whose health check logs its results. */
export function instanceGroupAlerts(group: string, limits: InstanceGroupAlertLimits): AlertSet {
  const { baseInstanceName, cpuPercent = 90 } = limits;
  return {
    "no-instance": {
      metric: {
        type: "compute.googleapis.com/instance_group/size",
        resource: "instance_group",
        labels: { "resource.labels.instance_group_name": group },
        aligner: "ALIGN_MIN",
        reducer: "REDUCE_SUM",
      },
      below: 1,
      minutes: 5,
      missingData: "breaching",
      severity: "critical",
      description: "The group has no instance: its zones have no capacity, or a quota is used up",
    },
    "unhealthy-instances": {
      log: [
        'resource.type = "gce_instance_group"',
        `resource.labels.instance_group_name = "${group}"`,
        'log_id("compute.googleapis.com/healthchecks")',
        'jsonPayload.healthCheckProbeResult.healthState = "UNHEALTHY"',
      ].join(" AND "),
      severity: "warning",
      description: "An instance does not answer its health check; the group recreates it",
    },
    cpu: {
      metric: groupCpu(baseInstanceName),
      above: cpuPercent / 100,
      severity: "warning",
      description: `The instances use more than ${cpuPercent}% of their CPU: the group is at its most`,
    },
  };
}
