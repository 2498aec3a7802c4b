import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { Construct } from "constructs";

export interface PostgresParametersProps {
  /** Lower-case letters, digits and hyphens; the major version is added. */
  readonly name: string;

  /** Version of the engine, such as `15` or `15.15`. */
  readonly engineVersion: string;

  /** Added to secure defaults, or in their stead. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** TLS for every client, and enough in the log to know who did what and what was slow. */
export const SECURE_PARAMETERS = {
  "rds.force_ssl": "1",
  log_connections: "1",
  log_disconnections: "1",
  log_statement: "ddl",
  log_min_duration_statement: "1000",
};

/** Read when the server starts, so the API takes them for the next restart only. */
const STATIC = new Set([
  "autovacuum_max_workers",
  "huge_pages",
  "max_connections",
  "max_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "track_activity_query_size",
  "wal_buffers",
]);

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "pending-reboot" | "immediate";
}

export function parameterList(parameters: Readonly<Record<string, string>>): Parameter[] {
  return Object.entries(parameters).map(([name, value]) => ({
    name,
    value,
    applyMethod: STATIC.has(name) ? "pending-reboot" : "immediate",
  }));
}

/** Settings of PostgreSQL servers of one major version. */
export class PostgresParameters extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: PostgresParametersProps) {
    super(scope, id);
    const { name, engineVersion, parameters = {} } = props;
    const major = engineVersion.split(".")[0]!;
    const group = new DbParameterGroup(this, "Default", {
      name: `${name}-${major}`,
      family: `postgres${major}`,
      description: `PostgreSQL ${major} of ${name}`,
      parameter: parameterList({ ...SECURE_PARAMETERS, ...parameters }),
      // A server must have a group at all times, also while its major version changes.
      lifecycle: { createBeforeDestroy: true },
    });
    this.name = group.name;
  }
}
