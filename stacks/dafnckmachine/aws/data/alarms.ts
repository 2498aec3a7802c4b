import { tableAlarms } from "@modules/aws/database/dynamo/alarms";
import { cacheAlarms, nodeIds } from "@modules/aws/database/redis/alarms";
import { type AlarmSpec, addAlarms } from "@modules/aws/operations/alarm";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import type { Tables } from "./tables";

/** Topic of the database's alarms, besides that of their severity. */
export const DATABASE_TOPIC = "db-alert";

/** The database's alarms, which tell its own topic, too. The one on connections has the name that dashboards look for. */
export function databaseAlarms(usual: Readonly<Record<string, AlarmSpec>>, { extraTopics }: IAlerts) {
  const actions = [extraTopics[DATABASE_TOPIC]!];
  return Object.fromEntries(
    Object.entries(usual).map(([end, spec]) => [
      end,
      { ...spec, actions, ...(end === "connections" && { name: "DatabaseConnectionsHigh" }) },
    ]),
  );
}

/** Alarms of each node of the caches, and of the tables. */
export function addDataAlarms(stack: AwsStack<DafnckmachineEnvironment>, tables: Tables, alerts: IAlerts): void {
  const told = { alerts, named: (name: string) => stack.named(name) };
  const { session, application, cluster } = stack.environment.caches;
  const caches = { "session-cache": session, "application-cache": application, "dafnckmachine-redis": cluster };
  for (const [name, topology] of Object.entries(caches)) {
    const group = stack.named(name);
    for (const node of nodeIds(group, topology)) {
      addAlarms(stack, `${name}${node.slice(group.length)}`, cacheAlarms(node), told);
    }
  }
  for (const [name, table] of Object.entries({
    "user-sessions": tables.userSessions,
    "agent-metrics": tables.agentMetrics,
  })) {
    addAlarms(stack, name, tableAlarms(table), told);
  }
}
