import { SchedulerSchedule, type SchedulerScheduleConfig } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { checkPattern } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { arn } from "../account";
import { DeadLetterQueue } from "../messaging/dead-letter-queue";
import type { IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import { alertsOf } from "../operations/default-alarms";
import { EventAlert } from "../operations/event-alert";
import type { IKey } from "../security/key";
import { grant, Role } from "../security/role";
import type { IEcsCluster } from "./ecs-cluster";
import type { FargateTask } from "./fargate-task";

export interface ScheduledTaskProps {
  readonly task: FargateTask;

  readonly cluster: IEcsCluster;

  /**
   * Schedule expression, such as `cron(0 2 * * ? *)` or `rate(1 hour)`.
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly schedule: string;

  /** IANA time zone of the schedule, such as `Europe/Berlin`. @default "UTC" */
  readonly timezone?: string;

  /** Start tasks on schedule; a disabled schedule exists, but does not start tasks. @default true */
  readonly enabled?: boolean;

  readonly vpc: IVpc;

  /** Group of subnets with a route to the registry. @default "private" */
  readonly subnetGroup?: string;

  readonly securityGroups: readonly IConnectable[];

  /** Key that encrypts the schedule and its dead-letter queue. */
  readonly key: IKey;

  /** Additional attempts to start the task, within an hour. @default 3 */
  readonly retries?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SchedulerScheduleConfig>;
}

/**
 * An EventBridge schedule that runs a task. When all attempts to start the task fail, the event goes to a dead-letter
 * queue. An alert reports tasks that fail.
 */
export class ScheduledTask extends Construct {
  readonly arn: string;
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id);
    const { task, cluster, schedule, timezone = "UTC", enabled = true, key, retries = 3 } = props;
    const { vpc, subnetGroup = "private", securityGroups, overrides } = props;
    const rule = "rate(...), cron(...) or at(...), such as rate(1 hour)";
    checkPattern(this, "schedule", schedule, /^(rate|cron|at)\(.+\)$/, rule);
    this.deadLetterQueue = new DeadLetterQueue(this, "dead-letter", { name: `${task.name}-failed-starts`, key });
    const role = new Role(this, "role", { name: `${task.name}-schedule`, assumedBy: "scheduler.amazonaws.com" });
    this.deadLetterQueue.grantSend(role);
    key.grantDecrypt(role);
    this.grantStart(role, task, cluster);
    this.arn = new SchedulerSchedule(this, "Default", {
      name: task.name,
      scheduleExpression: schedule,
      scheduleExpressionTimezone: timezone,
      state: enabled ? "ENABLED" : "DISABLED",
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: key.arn,
      target: {
        arn: cluster.arn,
        roleArn: role.arn,
        ecsParameters: {
          taskDefinitionArn: task.arn,
          launchType: "FARGATE",
          taskCount: 1,
          enableEcsManagedTags: true,
          propagateTags: "TASK_DEFINITION",
          networkConfiguration: {
            subnets: vpc.subnetIds(subnetGroup),
            securityGroups: securityGroups.map(({ connections }) => connections.groupId),
            assignPublicIp: false,
          },
        },
        retryPolicy: { maximumEventAgeInSeconds: 60 * 60, maximumRetryAttempts: retries },
        deadLetterConfig: { arn: this.deadLetterQueue.arn },
      },
      dependsOn: resourcesOf(role),
      ...overrides,
    }).arn;
    this.addFailureAlert(task.name);
  }

  /** Alerts on failed tasks by their events, because the schedule only starts a task and does not wait for it. */
  private addFailureAlert(task: string): void {
    const defaults = alertsOf(this);
    if (defaults) {
      new EventAlert(this, "failure", {
        name: `${task}-failed`,
        description: `Tasks of ${task} that did not start, or whose program failed`,
        pattern: {
          source: ["aws.ecs"],
          "detail-type": ["ECS Task State Change"],
          detail: {
            lastStatus: ["STOPPED"],
            taskDefinitionArn: [{ prefix: arn(this, "ecs", `task-definition/${task}:`) }],
            $or: [{ stopCode: ["TaskFailedToStart"] }, { containers: { exitCode: [{ "anything-but": [0] }] } }],
          },
        },
        alerts: defaults.alerts,
        severity: "warning",
        fields: { reason: "$.detail.stoppedReason", task: "$.detail.taskArn", code: "$.detail.containers[0].exitCode" },
        message: `${task} failed with exit code <code>: <reason>. Its log group says why; the task was <task>`,
      });
    }
  }

  private grantStart(role: Role, task: FargateTask, cluster: IEcsCluster): void {
    grant(
      role,
      "start",
      {
        actions: ["ecs:RunTask"],
        resources: [task.familyArn],
        conditions: { ArnEquals: { "ecs:cluster": cluster.arn } },
      },
      {
        actions: ["ecs:TagResource"],
        resources: [arn(this, "ecs", `task/${cluster.name}/*`)],
        conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
      },
      {
        actions: ["iam:PassRole"],
        resources: [task.role.arn, task.executionRole.arn],
        conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
    );
  }
}
