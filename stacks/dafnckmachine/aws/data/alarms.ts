import { tableAlarms } from "@modules/aws/database/dynamo/alarms";
import type { AlarmSet } from "@modules/aws/operations/alarm";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { addCacheAlarms, addResourceAlarms } from "../../../parts/aws/alarms";
import type { Tables } from "./tables";

/** Additional topic of the database's alarms. */
export const DATABASE_TOPIC = "db-alert";

/**
 * The database's alarms, which also notify the database's topic. The alarm on connections has the name that dashboards
 * refer to.
 */
export function databaseAlarms(usual: AlarmSet, alerts: IAlerts): AlarmSet {
  const actions = [alerts.extraTopic(DATABASE_TOPIC)];
  return Object.fromEntries(
    Object.entries(usual).map(([end, spec]) => [
      end,
      { ...spec, actions, ...(end === "connections" && { name: "DatabaseConnectionsHigh" }) },
    ]),
  );
}

/** Alarms of each node of the caches, and of the tables. */
export function addDataAlarms(stack: AwsStack<DafnckmachineEnvironment>, tables: Tables, alerts: IAlerts): void {
  const { session, application, cluster } = stack.environment.caches;
  addCacheAlarms(stack, alerts, "session-cache", session);
  addCacheAlarms(stack, alerts, "application-cache", application);
  addCacheAlarms(stack, alerts, "dafnckmachine-redis", cluster);
  addResourceAlarms(stack, alerts, "user-sessions", tableAlarms(tables.userSessions));
  addResourceAlarms(stack, alerts, "agent-metrics", tableAlarms(tables.agentMetrics));
}
