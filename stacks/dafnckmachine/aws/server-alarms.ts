import { agentAlarms, groupAlarms, sizeAlarms } from "@modules/aws/compute/alarms";
import type { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { serviceAlarms } from "@modules/aws/ecs/alarms";
import type { FargateService } from "@modules/aws/ecs/fargate-service";
import type { AlarmSet } from "@modules/aws/operations/alarm";
import type { IAlerts } from "@modules/aws/operations/alerts";

/** Additional topic of the alarms on the CPU of instances. */
export const CPU_TOPIC = "high-cpu-alert";

export interface ServersProps {
  readonly autoScalingGroups: Readonly<Record<string, AutoScalingGroup>>;
  readonly services: Readonly<Record<string, FargateService>>;
  readonly alerts: IAlerts;
}

/** Names of the alarms on CPU by tier. That of the API tier is the name that dashboards refer to. */
const CPU_NAMES: Readonly<Record<string, string>> = { api: "HighCPUUtilization" };

/** Alarms of the instances and tasks that serve users, by tier and service. */
export function serverAlarms({
  autoScalingGroups,
  services,
  alerts,
}: ServersProps): Readonly<Record<string, AlarmSet>> {
  const actions = [alerts.extraTopic(CPU_TOPIC)];
  const tiers = Object.entries(autoScalingGroups).map(([tier, group]) => {
    const { cpu } = groupAlarms(group);
    return [
      `dafnckmachine-${tier}`,
      { cpu: { ...cpu, actions, name: CPU_NAMES[tier] }, ...agentAlarms(group), ...sizeAlarms(group) },
    ] as const;
  });
  const tasks = Object.entries(services).map(
    ([name, service]) => [`dafnckmachine-${name}`, serviceAlarms(service)] as const,
  );
  return Object.fromEntries([...tiers, ...tasks]);
}
