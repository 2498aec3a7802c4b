import { resourcesOf } from "@modules/core/resources-of";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arn } from "../../account";
import { LogGroup } from "../../operations/log-group";
import { grant, Role } from "../../security/role";
import type { PostgresServerProps } from "./props";

export interface PostgresMonitoringProps
  extends Pick<
    PostgresServerProps,
    "identifier" | "key" | "logsKey" | "logRetentionDays" | "monitoringIntervalSeconds" | "performanceInsights"
  > {
  /** Identifiers of a cluster's instances. @default `identifier` is that of an instance */
  readonly clusterInstances?: readonly string[];
}

/** Logs that RDS can export. Aurora has no log of upgrades, which it reports as events. */
const LOGS = { instance: ["postgresql", "upgrade"], cluster: ["postgresql"] };

/**
 * Log groups, Enhanced Monitoring and Performance Insights of an instance or a cluster.
 *
 * @internal
 */
export class PostgresMonitoring extends Construct {
  /**
   * Arguments of an instance. For a cluster, the log exports are arguments of the cluster, and the others are arguments
   * of its instances.
   */
  readonly settings: {
    readonly enabledCloudwatchLogsExports: string[];
    readonly monitoringInterval: number;
    readonly monitoringRoleArn: string | undefined;
    readonly performanceInsightsEnabled: boolean;
    readonly performanceInsightsKmsKeyId: string | undefined;
    readonly performanceInsightsRetentionPeriod: number | undefined;
  };

  /**
   * Resources that must exist before the database. RDS would create a missing log group without a key and without a
   * retention period.
   */
  readonly prerequisites: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PostgresMonitoringProps) {
    super(scope, id);
    const { identifier, clusterInstances, key, logsKey, logRetentionDays } = props;
    const { monitoringIntervalSeconds = 60, performanceInsights = true } = props;
    const kind = clusterInstances ? "cluster" : "instance";
    for (const log of LOGS[kind]) {
      new LogGroup(this, `${log}-log`, {
        name: `/aws/rds/${kind}/${identifier}/${log}`,
        retentionDays: logRetentionDays,
        key: logsKey,
      });
    }
    this.settings = {
      enabledCloudwatchLogsExports: LOGS[kind],
      monitoringInterval: monitoringIntervalSeconds,
      monitoringRoleArn: monitoringIntervalSeconds > 0 ? this.addRole(identifier, clusterInstances).arn : undefined,
      performanceInsightsEnabled: performanceInsights,
      performanceInsightsKmsKeyId: performanceInsights ? key.arn : undefined,
      performanceInsightsRetentionPeriod: performanceInsights ? 7 : undefined,
    };
    this.prerequisites = resourcesOf(this);
  }

  /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html */
  private addRole(identifier: string, instances: readonly string[] = [identifier]): Role {
    const sources = instances.map((instance) => arn(this, "rds", `db:${instance}`));
    const role = new Role(this, "role", {
      name: `${identifier}-monitoring`,
      assumedBy: {
        principals: { Service: "monitoring.rds.amazonaws.com" },
        conditions: { StringLike: { "aws:SourceArn": sources.length === 1 ? sources[0]! : sources } },
      },
      description: `Enhanced monitoring of ${identifier}`,
    });
    const group = arn(this, "logs", "log-group:RDSOSMetrics");
    grant(
      role,
      "write-host-metrics",
      { actions: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"], resources: [group] },
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"],
        resources: [`${group}:log-stream:*`],
      },
    );
    return role;
  }
}
