import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";

/** The same on primary and replicas: PostgreSQL does not replay on a server that takes fewer connections. */
export function postgresParameters({ database }: FreeagenticsEnvironment): Record<string, string> {
  return { shared_preload_libraries: "pg_stat_statements", max_connections: String(database.maxConnections) };
}

/** Connections above which people are told: four fifths of what a server takes. */
export function manyConnections({ database }: FreeagenticsEnvironment): number {
  return Math.floor(database.maxConnections * 0.8);
}
