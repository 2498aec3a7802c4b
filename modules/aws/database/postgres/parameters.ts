import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { Construct } from "constructs";
import { DEFAULTS_OF_FAMILY } from "../../arguments";
import type { PostgresServerProps } from "./props";

export type PostgresParametersProps = Pick<PostgresServerProps, "identifier" | "engineVersion" | "parameters">;

/**
 * Parameters that require TLS and log connections, changes of the schema, and statements of more than a second without
 * their values. The log of schema changes would include statements that set passwords, so only the master user may run
 * those: `DatabaseUsers` runs them as this user, with verifiers in place of the passwords. An existing server restricts
 * them from its next restart on.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.RestrictPasswordMgmt.html
 */
export const SECURE_PARAMETERS = {
  "rds.force_ssl": "1",
  "rds.restrict_password_commands": "1",
  log_connections: "1",
  log_disconnections: "1",
  log_statement: "ddl",
  log_min_duration_statement: "1000",
  log_parameter_max_length: "0",
};

/** Static parameters. PostgreSQL reads them when it starts, so RDS accepts them with the method `pending-reboot` only. */
const STATIC_PARAMETERS = new Set([
  "autovacuum_max_workers",
  "huge_pages",
  "max_connections",
  "max_locks_per_transaction",
  "max_prepared_transactions",
  "max_replication_slots",
  "max_wal_senders",
  "max_worker_processes",
  "rds.logical_replication",
  "rds.restrict_password_commands",
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

/** Parameters in the form of a parameter group's arguments. */
export function parameterList(parameters: Readonly<Record<string, string>>): Parameter[] {
  return Object.entries(parameters).map(([name, value]) => ({
    name,
    value,
    applyMethod: STATIC_PARAMETERS.has(name) || DEFAULTS_OF_FAMILY.has(name) ? "pending-reboot" : "immediate",
  }));
}

/**
 * The parameter group of an instance, for one major version.
 *
 * @internal
 */
export class PostgresParameters extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: PostgresParametersProps) {
    super(scope, id);
    const { identifier, engineVersion, parameters = {} } = props;
    const major = engineVersion.split(".")[0]!;
    const group = new DbParameterGroup(this, "Default", {
      name: `${identifier}-${major}`,
      family: `postgres${major}`,
      description: `PostgreSQL ${major} of ${identifier}`,
      parameter: parameterList({ ...SECURE_PARAMETERS, ...parameters }),
      // Parameter groups of two major versions exist side by side during an upgrade, because the instance must always
      // have one. A new description must not replace the group, because the replacement would have the same name.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ["description"] },
    });
    this.name = group.name;
  }
}
