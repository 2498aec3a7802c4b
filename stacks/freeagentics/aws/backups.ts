import type { IRepository } from "@modules/aws/ecr/repository";
import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { FargateTask, type FargateTaskProps } from "@modules/aws/ecs/fargate-task";
import { ScheduledTask } from "@modules/aws/ecs/scheduled-task";
import { stateCalls } from "@modules/aws/functions/calls";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { AlarmSet } from "@modules/aws/operations/alarm";
import { addDefaultAlarms } from "@modules/aws/operations/default-alarms";
import { withZeros } from "@modules/aws/operations/metric";
import type { IKey } from "@modules/aws/security/key";
import { hoursBetween } from "@modules/core/schedule";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment, ScheduledTaskSettings } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { repositoryPath } from "../../base/repository";
import type { DataStack } from "./data/stack";
import { DUMPS_USER } from "./data/users";

export interface BackupsProps {
  readonly vpc: IVpc;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  readonly repository: IRepository;
  readonly data: Pick<DataStack, "database" | "buckets" | "secrets">;
}

/**
 * Nightly dumps of the database and bundles of the source repositories, which remain usable when the RDS backups are
 * deleted or damaged. Push the image and store the repository token first; tasks cannot start without them.
 */
export class BackupsStack extends AwsStack<FreeagenticsEnvironment> {
  private readonly props: BackupsProps;
  private readonly cluster: EcsCluster;
  private readonly group: SecurityGroup;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, props: BackupsProps) {
    super(scope, environment, "backups");
    this.props = props;
    this.cluster = new EcsCluster(this, "cluster", {
      name: this.named("freeagentics-backups"),
      key: props.keys.data,
      logsKey: props.keys.logs,
      logRetentionDays: environment.security.logRetentionDays,
    });
    this.group = new SecurityGroup(this, "tasks", {
      name: this.named("freeagentics-backups-sg"),
      description: "Backup tasks",
      vpc: props.vpc,
    });
    this.group.connections.allowToCidr("0.0.0.0/0", 443, "AWS and the source repositories");
    this.group.connections.allowTo(props.data.database);
    this.addDatabaseBackup();
    this.addSourceBackup();
  }

  private addDatabaseBackup(): void {
    const { database, buckets } = this.props.data;
    const task = this.addTask("database-backup", this.environment.backups.database, {
      command: ["pg-dump.sh"],
      environment: {
        PGHOST: database.address,
        PGDATABASE: this.environment.platform,
        PGUSER: DUMPS_USER,
        AWS_REGION: this.region,
        DESTINATION: `s3://${buckets.backups.name}/db`,
        ALLOCATED_GIBIBYTES: String(this.environment.database.maxAllocatedGibibytes),
      },
    });
    database.grantConnect(task.role, DUMPS_USER);
    buckets.backups.grantPut(task.role, "db/");
  }

  private addSourceBackup(): void {
    const { buckets, secrets } = this.props.data;
    const { repositories, ...settings } = this.environment.backups.sources;
    const task = this.addTask("source-backup", settings, {
      command: ["git-bundle.sh"],
      environment: { REPOSITORIES: repositories.join(" "), DESTINATION: `s3://${buckets.sources.name}/git` },
      secrets: { GIT_TOKEN: { secret: secrets.repositoryToken } },
    });
    buckets.sources.grantPut(task.role, "git/");
  }

  private addTask(
    id: string,
    { schedule, cpu, memoryMebibytes, imageTag }: ScheduledTaskSettings,
    props: Pick<FargateTaskProps, "command" | "environment" | "secrets">,
  ): FargateTask {
    const { vpc, keys, repository } = this.props;
    const [program = ""] = props.command ?? [];
    const task = new FargateTask(this, id, {
      ...props,
      name: this.named(`freeagentics-${id}`),
      image: { repository, tag: imageTag },
      cpu,
      memoryMebibytes,
      logsKey: keys.logs,
      logRetentionDays: this.environment.security.logRetentionDays,
    });
    stateCalls(task.role, repositoryPath(`images/freeagentics/backup/${program}`), props.environment ?? {});
    new ScheduledTask(this, `${id}-schedule`, {
      task,
      cluster: this.cluster,
      schedule,
      vpc,
      securityGroups: [this.group],
      key: keys.data,
    });
    // CloudWatch alarms evaluate at most seven days.
    if (hoursBetween(schedule) <= 24) {
      addDefaultAlarms(this, task.name, lateAlarm(task));
    }
    return task;
  }
}

/**
 * Alarm on a daily backup that does not run or does not finish. Each backup logs when it has stored a file. The alarm
 * also fires before the first night is over, so that it detects a schedule that never starts a task.
 */
function lateAlarm({ name, logGroupName }: FargateTask) {
  return {
    "late-task": {
      metric: withZeros({
        namespace: "AWS/Logs",
        name: "IncomingLogEvents",
        dimensions: { LogGroupName: logGroupName },
        statistic: "Sum",
        periodSeconds: 24 * 60 * 60,
      }),
      below: 1,
      periods: 2,
      missingData: "breaching",
      severity: "warning",
      description: `${name} wrote nothing to its log in two days: look at its schedule and at its task`,
    },
  } satisfies AlarmSet;
}
