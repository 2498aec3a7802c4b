import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";

/**
 * PostgreSQL parameters of the primary and its replicas, which may be smaller. RDS
 * derives both defaults from the size of each instance, and a replica with a lower
 * value than the primary stops replaying.
 * https://www.postgresql.org/docs/15/hot-standby.html#HOT-STANDBY-ADMIN
 */
export function postgresParameters({ database }: PhoenixRooivalkEnvironment) {
  return {
    max_connections: String(database.maxConnections),
    // These are two processes for each vCPU of a db.r5.2xlarge.
    max_worker_processes: "16",
  };
}
