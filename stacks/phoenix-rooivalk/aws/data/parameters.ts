import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";

/**
 * The same on the primary and its replicas, which may be smaller. RDS counts both
 * by the size of each instance, and PostgreSQL does not replay on a server with
 * less of either.
 * https://www.postgresql.org/docs/15/hot-standby.html#HOT-STANDBY-ADMIN
 */
export function postgresParameters({ database }: PhoenixRooivalkEnvironment): Record<string, string> {
  return {
    max_connections: String(database.maxConnections),
    // Two for each processor of a db.r5.2xlarge.
    max_worker_processes: "16",
  };
}
