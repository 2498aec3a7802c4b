import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { IAuroraGlobal } from "@modules/aws/database/aurora/aurora-global";
import { AuroraReplicaCluster } from "@modules/aws/database/aurora/aurora-replica-cluster";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { clusterSettings, instancesOf } from "./data/database";

export interface DataReplicaNeeds {
  /** What it joins. */
  readonly global: IAuroraGlobal;
  /** The region's own. */
  readonly vpc: IVpc;
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
}

/** The cluster that follows in another region and can take over; nothing reads it before. */
export class DataReplicaStack extends AwsStack<LpEnvironment> {
  readonly cluster: AuroraReplicaCluster;

  constructor(
    scope: Construct,
    environment: LpEnvironment,
    { region, instanceClass, instances }: NonNullable<LpEnvironment["database"]["replica"]>,
    { global, alerts, ...place }: DataReplicaNeeds,
  ) {
    super(scope, environment, "data", { region });
    this.cluster = new AuroraReplicaCluster(this, "database", {
      ...clusterSettings(this, place),
      global,
      identifier: this.named("lp-postgresql-replica"),
      instanceClass,
      instances: instancesOf(this, instances),
    });
    new CloudwatchMetricAlarm(this, "database-lag", {
      alarmName: this.named("lp-postgresql-replica-lag"),
      alarmDescription: "A minute behind: a failover would lose more than the usual second",
      namespace: "AWS/RDS",
      metricName: "AuroraGlobalDBReplicationLag",
      dimensions: { DBClusterIdentifier: this.cluster.identifier },
      statistic: "Maximum",
      // Milliseconds.
      threshold: 60_000,
      comparisonOperator: "GreaterThanThreshold",
      period: 300,
      evaluationPeriods: 3,
      alarmActions: [alerts.topicArn],
      okActions: [alerts.topicArn],
    });
  }
}
