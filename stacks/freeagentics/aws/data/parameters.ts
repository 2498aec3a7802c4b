import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";

/**
 * Parameters of the primary and its replicas. A replica whose `max_connections` is
 * lower than the primary's stops replaying.
 * https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN
 */
export function postgresParameters({ database }: FreeagenticsEnvironment) {
  return { shared_preload_libraries: "pg_stat_statements", max_connections: String(database.maxConnections) };
}

/** Number of connections that raises the alarm: four fifths of `max_connections`. */
export function connectionsAlarmThreshold({ database }: FreeagenticsEnvironment): number {
  return Math.floor(database.maxConnections * 0.8);
}
