import type { AlertSet } from "../operations/alert-policy";
import type { Metric } from "../operations/metric";

export interface PostgresAlertLimits {
  /** `db-custom-<vCPUs>-<MiB of memory>`; the memory decides how many connections the instance accepts. */
  readonly tier: string;

  /** Size that storage may grow to, GiB. */
  readonly maxStorageGibibytes: number;

  /** The instance has a standby in a second zone. */
  readonly highAvailability: boolean;

  /** Flags of the instance; `max_connections` decides in place of the memory. @default {} */
  readonly flags?: Readonly<Record<string, string>>;

  /** Share of the accepted connections, in percent, above which the alert fires. @default 80 */
  readonly connectionsPercent?: number;
}

const GIBIBYTE = 2 ** 30;

/**
 * A metric of a Cloud SQL instance.
 * https://cloud.google.com/monitoring/api/metrics_gcp#gcp-cloudsql
 *
 * @param database `<project>:<instance>`
 */
export function postgresMetric(database: string, name: string, options: Partial<Metric> = {}): Metric {
  const { labels, ...other } = options;
  return {
    type: `cloudsql.googleapis.com/database/${name}`,
    resource: "cloudsql_database",
    labels: { "resource.labels.database_id": database, ...labels },
    ...other,
  };
}

/** Alerts of a PostgreSQL instance. Cloud SQL scales none of these by itself, except storage up to its limit. */
export function postgresAlerts(database: string, limits: PostgresAlertLimits): AlertSet {
  const { tier, maxStorageGibibytes, highAvailability, flags = {}, connectionsPercent = 80 } = limits;
  const connections = Number(flags.max_connections ?? defaultConnections(tier));
  const metric = (name: string, options?: Partial<Metric>) => postgresMetric(database, name, options);
  return {
    down: {
      metric: metric("up", { aligner: "ALIGN_MIN" }),
      below: 1,
      minutes: 5,
      missingData: "breaching",
      severity: "critical",
      section: "cloud-sql-down",
      description: "The instance does not accept connections",
    },
    cpu: {
      metric: metric("cpu/utilization"),
      above: 0.8,
      severity: "warning",
      description:
        "CPU above 80% for fifteen minutes: find the expensive queries in Query Insights, or take a larger tier",
    },
    memory: {
      metric: metric("memory/utilization"),
      above: 0.9,
      severity: "warning",
      description: "More than nine tenths of the memory are used",
    },
    storage: {
      metric: metric("disk/bytes_used", { aligner: "ALIGN_MAX" }),
      above: Math.floor(0.9 * maxStorageGibibytes * GIBIBYTE),
      minutes: 5,
      missingData: "ignore",
      severity: "critical",
      section: "cloud-sql-storage",
      description: `Nine tenths of ${maxStorageGibibytes} GiB are used, which storage may not outgrow; a full disk stops the database`,
    },
    connections: {
      metric: metric("postgresql/num_backends", { reducer: "REDUCE_SUM" }),
      above: Math.floor((connections * connectionsPercent) / 100),
      severity: "warning",
      description: `More than ${connectionsPercent}% of the connections are taken: find what keeps them open`,
    },
    "transaction-ids": {
      metric: metric("postgresql/transaction_id_utilization", { aligner: "ALIGN_MAX" }),
      above: 0.5,
      severity: "critical",
      description:
        "Half of the transaction ids are in use; without free ones PostgreSQL stops. Find what blocks autovacuum",
    },
    "failed-subscription": {
      log: [
        'log_id("cloudsql.googleapis.com/postgres.log")',
        `resource.labels.database_id = "${database}"`,
        'textPayload:"logical replication"',
        'textPayload:"exited with exit code"',
      ].join(" AND "),
      severity: "critical",
      description:
        "The worker of a subscription ended: the instance may no longer follow the database that it replicates",
    },
    ...(highAvailability && {
      "no-standby": {
        metric: metric("available_for_failover", { aligner: "ALIGN_MAX" }),
        below: 1,
        missingData: "breaching",
        severity: "critical",
        description: "The instance cannot fail over to its standby: the loss of a zone would stop it",
      },
    }),
  };
}

/**
 * Connections that Cloud SQL accepts by default, by the GiB of memory that a tier needs for them.
 * https://cloud.google.com/sql/docs/postgres/flags#postgres-m
 */
const CONNECTIONS: readonly (readonly [gibibytes: number, connections: number])[] = [
  [120, 1000],
  [60, 800],
  [30, 600],
  [15, 500],
  [7.5, 400],
  [6, 200],
  [3.75, 100],
  [1.7, 50],
];

function defaultConnections(tier: string): number {
  const gibibytes = Number(/-(\d+)$/.exec(tier)?.[1] ?? 0) / 1024;
  return CONNECTIONS.find(([least]) => gibibytes >= least)?.[1] ?? 25;
}
