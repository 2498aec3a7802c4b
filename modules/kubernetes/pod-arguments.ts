/** Limits of arguments in a pod template, which several resource types contain. */
import type { ArgumentLimits } from "@modules/core/arguments";
import { absolutePath, dnsLabel, imageReference, labelValue, portName, quantityText, variableName } from "./patterns";

const PROBES = ["liveness_probe", "readiness_probe", "startup_probe"];
const PROBE_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  initial_delay_seconds: [0, 3600],
  period_seconds: [1, 3600],
  timeout_seconds: [1, 3600],
  failure_threshold: [1, 3600],
};

/** @param path path of the pod template, such as `spec.template` */
export function podLimits(path: string): ArgumentLimits {
  const container = `${path}.spec.container`;
  const at = <T>(prefix: string, table: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(table).map(([key, value]) => [`${prefix}.${key}`, value]));
  return {
    values: {
      ...at(container, {
        image_pull_policy: ["Always", "IfNotPresent", "Never"],
        "port.protocol": ["TCP", "UDP", "SCTP"],
        termination_message_policy: ["File", "FallbackToLogsOnError"],
      }),
      ...at(`${path}.spec`, {
        "toleration.effect": ["NoSchedule", "PreferNoSchedule", "NoExecute"],
        "toleration.operator": ["Exists", "Equal"],
        "topology_spread_constraint.when_unsatisfiable": ["DoNotSchedule", "ScheduleAnyway"],
        "security_context.seccomp_profile.type": ["RuntimeDefault", "Localhost", "Unconfined"],
        "security_context.fs_group_change_policy": ["OnRootMismatch", "Always"],
        "volume.host_path.type": [
          "",
          "DirectoryOrCreate",
          "Directory",
          "FileOrCreate",
          "File",
          "Socket",
          "CharDevice",
          "BlockDevice",
        ],
        "volume.empty_dir.medium": ["", "Memory"],
        dns_policy: ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"],
      }),
    },
    patterns: {
      [`${path}.metadata.labels.*`]: labelValue,
      ...at(container, {
        name: dnsLabel,
        image: imageReference,
        "port.name": portName,
        "env.name": variableName,
        "resources.requests.*": quantityText,
        "resources.limits.*": quantityText,
        "volume_mount.mount_path": absolutePath,
      }),
      ...at(`${path}.spec`, { "volume.name": dnsLabel, "volume.empty_dir.size_limit": quantityText }),
    },
    ranges: {
      [`${container}.port.container_port`]: [1, 65535],
      [`${path}.spec.termination_grace_period_seconds`]: [0, 3600],
      ...Object.assign({}, ...PROBES.map((probe) => at(`${container}.${probe}`, PROBE_RANGES))),
    },
  };
}
