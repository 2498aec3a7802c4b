import { type CacheAlarmLimits, cacheAlarms, nodeIds } from "@modules/aws/database/redis/alarms";
import type { Topology } from "@modules/aws/database/redis/topology";
import { type AlarmSet, addAlarms } from "@modules/aws/operations/alarm";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { AwsStack } from "../../base/aws-stack";
import { alarmRunbook } from "../../base/environment-stack";

/** Adds the alarms of one resource, whose names end with the environment's suffix. */
export function addResourceAlarms(stack: AwsStack, alerts: IAlerts, resource: string, alarms: AlarmSet): void {
  const runbook = alarmRunbook(stack.environment);
  addAlarms(stack, resource, alarms, { alerts, runbook, named: (name) => stack.named(name) });
}

/**
 * Adds the alarms of each node of a cache. @param name name of the replication group, without the environment's suffix
 */
export function addCacheAlarms(
  stack: AwsStack,
  alerts: IAlerts,
  name: string,
  topology: Topology,
  limits?: CacheAlarmLimits,
): void {
  const group = stack.named(name);
  for (const node of nodeIds(group, topology)) {
    addResourceAlarms(stack, alerts, `${name}${node.slice(group.length)}`, cacheAlarms(node, limits));
  }
}
