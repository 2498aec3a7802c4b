import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { arn } from "../account";
import { DeadLetterQueue } from "../messaging/dead-letter-queue";
import type { IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import type { IKey } from "../security/key";
import { grant, Role } from "../security/role";
import type { IEcsCluster } from "./ecs-cluster";
import type { FargateTask } from "./fargate-task";

export interface ScheduledTaskProps {
  readonly task: FargateTask;

  readonly cluster: IEcsCluster;

  /** `cron(0 2 * * ? *)` or `rate(1 hour)`; https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
  readonly schedule: string;

  /** Zone of the schedule's clock. @default "UTC" */
  readonly timezone?: string;

  /** Where it is false, the schedule waits until someone enables it. @default true */
  readonly enabled?: boolean;

  readonly vpc: IVpc;

  /** Group of subnets with a way out to the registry. @default "private" */
  readonly subnetGroup?: string;

  readonly securityGroups: readonly IConnectable[];

  /** Encrypts the schedule and the starts that failed. */
  readonly key: IKey;

  /** Attempts to start the task within an hour, after the first. @default 3 */
  readonly retries?: number;
}

/** A task that runs on a schedule; a start that fails for good waits in a dead-letter queue. */
export class ScheduledTask extends Construct {
  readonly arn: string;
  /** ARN of the queue of failed starts, for an alarm on what waits there. */
  readonly deadLetterArn: string;

  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id);
    const { task, cluster, schedule, timezone = "UTC", enabled = true, key, retries = 3 } = props;
    const { vpc, subnetGroup = "private", securityGroups } = props;
    if (!/^(rate|cron|at)\(.+\)$/.test(schedule)) {
      throw new Error(`${this.node.path}: schedule must be such as rate(1 hour) or cron(0 2 * * ? *), got ${schedule}`);
    }
    const deadLetter = new DeadLetterQueue(this, "dead-letter", { name: `${task.name}-failed-starts`, key });
    const role = new Role(this, "role", { name: `${task.name}-schedule`, assumedBy: "scheduler.amazonaws.com" });
    deadLetter.grantSend(role);
    key.grantDecrypt(role);
    this.allowStart(role, task, cluster);
    this.deadLetterArn = deadLetter.arn;
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
        deadLetterConfig: { arn: deadLetter.arn },
      },
      dependsOn: resourcesOf(role),
    }).arn;
  }

  private allowStart(role: Role, task: FargateTask, cluster: IEcsCluster): void {
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
