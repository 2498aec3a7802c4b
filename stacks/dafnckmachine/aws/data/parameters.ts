import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";

/** Memory is in pages of 8 kB: a quarter of the instance's for buffers, three quarters assumed for the system's cache. */
export function postgresParameters({ google }: DafnckmachineEnvironment): Record<string, string> {
  return {
    shared_preload_libraries: "pg_stat_statements",
    max_connections: "1000",
    shared_buffers: "{DBInstanceClassMemory/32768}",
    effective_cache_size: "{DBInstanceClassMemory*3/32768}",
    // Cloud SQL follows; turning it on later would take a restart.
    ...(google ? { "rds.logical_replication": "1" } : {}),
  };
}
