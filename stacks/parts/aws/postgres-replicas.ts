import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { IReplicationSource } from "@modules/aws/database/postgres/postgres";
import { PostgresReplica, type PostgresReplicaProps } from "@modules/aws/database/postgres/postgres-replica";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { fail } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import type { DatabaseSettings } from "../../../environments/schema/database";
import type { Environment } from "../../../environments/schema/environment";
import type { AwsStack } from "../../base/aws-stack";

export type ReplicaEnvironment = Environment & { readonly database: DatabaseSettings };

/** An alarm of each replica. RDS cannot scale the replicas of PostgreSQL, so people do. */
interface ReplicaAlarm {
  /** A metric of the namespace AWS/RDS. */
  readonly metricName: string;
  /** The alarm fires when the average of five minutes is above it three times in a row. */
  readonly threshold: number;
  readonly alarmDescription: string;
}

export interface ReplicasProps
  extends Pick<PostgresReplicaProps, "vpc" | "key" | "logsKey" | "parameters" | "maxAllocatedGibibytes"> {
  /** Primary instance. */
  readonly source: IReplicationSource;
  /** Makes the identifier of a replica from its name in the environment; the part adds the environment's suffix. */
  readonly identifier: (name: string) => string;
  readonly alerts: IAlerts;
  /** Alarms by the end of their names. */
  readonly alarms: Readonly<Record<string, ReplicaAlarm>>;
  /** Security group whose members reach the replicas. @default no client */
  readonly client?: IConnectable;
}

export type Replicas = Readonly<Record<string, PostgresReplica>>;

/**
 * The replica that a standby reads from, and that a failover promotes: the first of the
 * environment's list in its region.
 *
 * @throws Error when the region has no replica
 */
export function firstReplica(stack: IConstruct & { readonly replicas: Replicas }): PostgresReplica {
  const [first] = Object.values(stack.replicas);
  return first ?? fail(stack, "database.replicas", "one or more in the region of this stack", "none");
}

/** The replicas that the environment has in the stack's region, by name. */
export function addReplicas(stack: AwsStack<ReplicaEnvironment>, props: ReplicasProps): Replicas {
  const { identifier, alerts, alarms, client, ...shared } = props;
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
    for (const [id, alarm] of Object.entries(alarms)) {
      new CloudwatchMetricAlarm(stack, `${name}-${id}`, {
        ...alarm,
        alarmName: stack.named(`${identifier(name)}-${id}`),
        namespace: "AWS/RDS",
        dimensions: { DBInstanceIdentifier: replica.identifier },
        statistic: "Average",
        period: 300,
        evaluationPeriods: 3,
        comparisonOperator: "GreaterThanThreshold",
        alarmActions: [alerts.topicArn],
        okActions: [alerts.topicArn],
      });
    }
  }
  return replicas;
}
