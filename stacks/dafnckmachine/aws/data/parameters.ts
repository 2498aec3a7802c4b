import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";

/**
 * Parameters of the primary and its replicas. Sizes count pages of 8 KiB: `shared_buffers` is a
 * quarter of the instance's memory, `effective_cache_size` three quarters.
 */
export function postgresParameters({ database, google }: DafnckmachineEnvironment) {
  return {
    shared_preload_libraries: "pg_stat_statements",
    max_connections: String(database.maxConnections),
    // Queries should take less than 50 ms; the log contains those that take longer.
    log_min_duration_statement: "50",
    shared_buffers: "{DBInstanceClassMemory/32768}",
    effective_cache_size: "{DBInstanceClassMemory*3/32768}",
    // Cloud SQL subscribes to this database. It is set from the start, because a later change would need a restart.
    ...(google ? { "rds.logical_replication": "1" } : {}),
  };
}
