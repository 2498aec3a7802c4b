import { postgresMetric, replicaAlarms } from "@modules/aws/database/postgres/alarms";
import type { IReplicationSource } from "@modules/aws/database/postgres/postgres";
import { PostgresReplica, type PostgresReplicaProps } from "@modules/aws/database/postgres/postgres-replica";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { fail } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import type { DatabaseSettings } from "../../../environments/schema/database";
import type { Environment } from "../../../environments/schema/environment";
import type { AwsStack } from "../../base/aws-stack";
import { addResourceAlarms } from "./alarms";

export type ReplicaEnvironment = Environment & { readonly database: DatabaseSettings };

export interface ReplicasProps
  extends Pick<PostgresReplicaProps, "vpc" | "key" | "logsKey" | "parameters" | "maxAllocatedGibibytes"> {
  /** Primary instance. */
  readonly source: IReplicationSource;
  /** Returns the identifier of a replica for its name in the environment, without the environment's suffix. */
  readonly identifier: (name: string) => string;
  readonly alerts: IAlerts;
  /** Replication lag in seconds above which an alarm fires, more than 300. @default 900 */
  readonly maxLagSeconds?: number;
  /**
   * Replication lag in seconds above which a mail is sent. With an idle primary, up to 300 are harmless. @default no
   * mail
   */
  readonly noticedLagSeconds?: number;
  /** Connections of a replica above which an alarm fires. @default no alarm */
  readonly maxConnections?: number;
  /** Security group whose members reach the replicas. @default none */
  readonly client?: IConnectable;
}

export type Replicas = Readonly<Record<string, PostgresReplica>>;

/**
 * The replica that a standby reads from, and that is promoted in a failover: the first of the environment's list in its
 * region.
 *
 * @throws Error when the region has no replica
 */
export function firstReplica(stack: IConstruct & { readonly replicas: Replicas }): PostgresReplica {
  const [first] = Object.values(stack.replicas);
  return first ?? fail(stack, "database.replicas", "one or more in the region of this stack", "none");
}

/** The replicas that the environment has in the stack's region, by name. */
export function addReplicas(stack: AwsStack<ReplicaEnvironment>, props: ReplicasProps): Replicas {
  const { identifier, alerts, maxLagSeconds, noticedLagSeconds, maxConnections, client, ...shared } = props;
  const { database, security, deletionProtection } = stack.environment;
  const replicas = Object.fromEntries(
    database.replicas
      .filter(({ region }) => region === stack.region)
      .map(({ name, availabilityZone, instanceClass }) => [
        name,
        new PostgresReplica(stack, name, {
          ...shared,
          identifier: stack.named(identifier(name)),
          engineVersion: database.engineVersion,
          instanceClass,
          availabilityZone,
          backupRetentionDays: database.backupRetentionDays,
          monitoringIntervalSeconds: database.monitoringIntervalSeconds,
          performanceInsights: database.performanceInsights,
          logRetentionDays: security.logRetentionDays,
          deletionProtection,
        }),
      ]),
  );
  for (const [name, replica] of Object.entries(replicas)) {
    if (client) {
      replica.connections.allowFrom(client);
    }
    addResourceAlarms(stack, alerts, identifier(name), {
      ...replicaAlarms(replica.identifier, maxLagSeconds),
      cpu: {
        metric: postgresMetric(replica.identifier, "CPUUtilization"),
        above: 70,
        severity: "warning",
        description: "CPU above 70% for fifteen minutes. RDS cannot scale the replicas of PostgreSQL: add one",
      },
      ...(noticedLagSeconds !== undefined && {
        "noticed-lag": {
          metric: postgresMetric(replica.identifier, "ReplicaLag"),
          above: noticedLagSeconds,
          severity: "informational",
          description: `More than ${noticedLagSeconds} s behind for fifteen minutes. On an idle primary this is no fault`,
        } as const,
      }),
      ...(maxConnections !== undefined && {
        connections: {
          metric: postgresMetric(replica.identifier, "DatabaseConnections"),
          above: maxConnections,
          severity: "warning",
          description: "Four fifths of the connections are taken: add a replica",
        } as const,
      }),
    });
  }
  return replicas;
}
