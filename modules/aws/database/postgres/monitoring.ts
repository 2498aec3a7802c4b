import { resourcesOf } from "@modules/core/resources-of";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arn } from "../../account";
import { LogGroup } from "../../operations/log-group";
import type { IKey } from "../../security/key";
import { grant, Role } from "../../security/role";

export interface PostgresMonitoringProps {
  /** Of the instance, or of the cluster. */
  readonly identifier: string;

  /** Identifiers of the instances of a cluster. @default it is an instance */
  readonly members?: readonly string[];

  /** Encrypts what Performance Insights keeps. */
  readonly key: IKey;

  readonly logsKey: IKey;

  readonly logRetentionDays: number;

  /** 0 is off. */
  readonly intervalSeconds: number;

  /** Performance Insights, kept for the seven days that cost nothing. */
  readonly performanceInsights: boolean;
}

/** Aurora tells of upgrades in events only. */
const LOGS = { instance: ["postgresql", "upgrade"], cluster: ["postgresql"] };

/** What an instance tells of itself: its logs, metrics of its host, and where its queries wait. */
export class PostgresMonitoring extends Construct {
  /** Arguments of the instance; of a cluster's, all but the logs, which are the cluster's. */
  readonly settings: {
    readonly enabledCloudwatchLogsExports: string[];
    readonly monitoringInterval: number;
    readonly monitoringRoleArn: string | undefined;
    readonly performanceInsightsEnabled: boolean;
    readonly performanceInsightsKmsKeyId: string | undefined;
    readonly performanceInsightsRetentionPeriod: number | undefined;
  };

  /** What must be there before: RDS makes missing log groups itself, without key or end. */
  readonly prerequisites: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PostgresMonitoringProps) {
    super(scope, id);
    const { identifier, members, key, logsKey, logRetentionDays, intervalSeconds, performanceInsights } = props;
    const kind = members ? "cluster" : "instance";
    for (const log of LOGS[kind]) {
      new LogGroup(this, `${log}-log`, {
        name: `/aws/rds/${kind}/${identifier}/${log}`,
        retentionDays: logRetentionDays,
        key: logsKey,
      });
    }
    this.settings = {
      enabledCloudwatchLogsExports: LOGS[kind],
      monitoringInterval: intervalSeconds,
      monitoringRoleArn: intervalSeconds > 0 ? this.addRole(identifier, members).arn : undefined,
      performanceInsightsEnabled: performanceInsights,
      performanceInsightsKmsKeyId: performanceInsights ? key.arn : undefined,
      performanceInsightsRetentionPeriod: performanceInsights ? 7 : undefined,
    };
    this.prerequisites = resourcesOf(this);
  }

  /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html */
  private addRole(identifier: string, members: readonly string[] = [identifier]): Role {
    const sources = members.map((member) => arn(this, "rds", `db:${member}`));
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
