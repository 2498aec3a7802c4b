import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { IPostgres } from "@modules/aws/database/postgres";
import { PostgresReplica } from "@modules/aws/database/postgres-replica";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { EnvironmentStack } from "../environment-stack";
import { POSTGRES_PARAMETERS } from "./data-database";

export interface DataReplicaNeeds {
  /** The region's own. */
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  /** Primary instance. */
  readonly source: IPostgres;
  readonly alerts: IAlerts;
  /** Whose members may reach it. @default nobody yet */
  readonly apiGroup?: IConnectable;
}

/** RDS cannot scale replicas of PostgreSQL, so people are told to; a replica that lags an hour misses the recovery point. */
const ALARMS = {
  cpu: { metricName: "CPUUtilization", threshold: 70, alarmDescription: "Busy for fifteen minutes: add a replica" },
  lag: { metricName: "ReplicaLag", threshold: 3600, alarmDescription: "An hour behind: a failover would lose more" },
};

/** Read replicas of the database in one region. */
export class DataReplicaStack extends EnvironmentStack<DafnckmachineEnvironment> {
  /** By the name the environment gives them. */
  readonly replicas: Readonly<Record<string, PostgresReplica>>;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, region: string, needs: DataReplicaNeeds) {
    super(scope, environment, region === environment.account.region ? "data-replica" : "data", { region });
    const { vpc, key, logsKey, source, alerts, apiGroup } = needs;
    const { database, security, deletionProtection } = environment;
    this.replicas = Object.fromEntries(
      database.replicas
        .filter((replica) => replica.region === region)
        .map(({ name, instanceClass }) => [
          name,
          new PostgresReplica(this, name, {
            identifier: this.named(`dafnckmachine-postgres-${name}`),
            source,
            engineVersion: database.engineVersion,
            instanceClass,
            vpc,
            parameters: POSTGRES_PARAMETERS,
            backupRetentionDays: database.backupRetentionDays,
            monitoringIntervalSeconds: database.monitoringIntervalSeconds,
            performanceInsights: database.performanceInsights,
            key,
            logsKey,
            logRetentionDays: security.logRetentionDays,
            deletionProtection,
          }),
        ]),
    );
    for (const [name, { identifier, connections }] of Object.entries(this.replicas)) {
      if (apiGroup) {
        connections.allowFrom(apiGroup);
      }
      for (const [id, alarm] of Object.entries(ALARMS)) {
        new CloudwatchMetricAlarm(this, `${name}-${id}`, {
          ...alarm,
          alarmName: this.named(`dafnckmachine-postgres-${name}-${id}`),
          namespace: "AWS/RDS",
          dimensions: { DBInstanceIdentifier: identifier },
          statistic: "Average",
          period: 300,
          evaluationPeriods: 3,
          comparisonOperator: "GreaterThanThreshold",
          alarmActions: [alerts.topicArn],
          okActions: [alerts.topicArn],
        });
      }
    }
  }
}
