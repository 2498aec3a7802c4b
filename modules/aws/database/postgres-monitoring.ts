import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { arn } from "../account";
import { LogGroup } from "../operations/log-group";
import { resourcesOf } from "../resources-of";
import type { IKey } from "../security/key";
import { grant, Role } from "../security/role";

export interface PostgresMonitoringProps {
  /** Of the instance. */
  readonly identifier: string;

  /** Encrypts what Performance Insights keeps. */
  readonly key: IKey;

  readonly logsKey: IKey;

  readonly logRetentionDays: number;

  /** 0 is off. */
  readonly intervalSeconds: number;

  /** Performance Insights, kept for the seven days that cost nothing. */
  readonly performanceInsights: boolean;
}

const LOGS = ["postgresql", "upgrade"];

/** What an instance tells of itself: its logs, metrics of its host, and where its queries wait. */
export class PostgresMonitoring extends Construct {
  /** Arguments of the instance. */
  readonly settings: {
    readonly enabledCloudwatchLogsExports: string[];
    readonly monitoringInterval: number;
    readonly monitoringRoleArn: string | undefined;
    readonly performanceInsightsEnabled: boolean;
    readonly performanceInsightsKmsKeyId: string | undefined;
    readonly performanceInsightsRetentionPeriod: number | undefined;
  };

  /** What must be there before the instance: RDS makes missing log groups itself, without key or end. */
  readonly prerequisites: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PostgresMonitoringProps) {
    super(scope, id);
    const { identifier, key, logsKey, logRetentionDays, intervalSeconds, performanceInsights } = props;
    for (const log of LOGS) {
      new LogGroup(this, `${log}-log`, {
        name: `/aws/rds/instance/${identifier}/${log}`,
        retentionDays: logRetentionDays,
        key: logsKey,
      });
    }
    this.settings = {
      enabledCloudwatchLogsExports: LOGS,
      monitoringInterval: intervalSeconds,
      monitoringRoleArn: intervalSeconds > 0 ? this.addRole(identifier).arn : undefined,
      performanceInsightsEnabled: performanceInsights,
      performanceInsightsKmsKeyId: performanceInsights ? key.arn : undefined,
      performanceInsightsRetentionPeriod: performanceInsights ? 7 : undefined,
    };
    this.prerequisites = resourcesOf(this);
  }

  /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html */
  private addRole(identifier: string): Role {
    const role = new Role(this, "role", {
      name: `${identifier}-monitoring`,
      assumedBy: {
        principals: { Service: "monitoring.rds.amazonaws.com" },
        conditions: { StringLike: { "aws:SourceArn": arn(this, "rds", `db:${identifier}`) } },
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
