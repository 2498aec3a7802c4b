/** People are notified of failures of databases and of scheduled tasks. */
import { list, nested } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { AWS_ALARM, placeOfMetrics, tellsPeople } from "./people";
import { usesOf } from "./uses";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:topic";

/** Whether a resource names the other by reference or by the name that both have. */
function names(by: Resource, other: Resource, name: unknown, all: Resources): boolean {
  return (
    usesOf(all)
      .of(other)
      .some((use) => use.by === by) ||
    (name !== undefined && JSON.stringify(by.block).includes(`"${name}"`))
  );
}

const isNear = (one: Resource, other: Resource, all: Resources) =>
  all.groupOf(one.stack) === all.groupOf(other.stack) &&
  placeOfMetrics(all, one.stack) === placeOfMetrics(all, other.stack);

/** Whether people are notified of an alarm on a metric of the database. */
function hasAlarm(database: Resource, all: Resources, fits: (alarm: Resource["block"]) => boolean): boolean {
  return all
    .of(AWS_ALARM)
    .some(
      (alarm) =>
        fits(alarm.block) &&
        isNear(alarm, database, all) &&
        tellsPeople(alarm, all) &&
        names(alarm, database, database.block.identifier, all),
    );
}

function hasEvents(database: Resource, all: Resources, sourceType: string, argument: string): boolean {
  return all
    .of("aws_db_event_subscription")
    .some(
      (one) =>
        one.block.source_type === sourceType &&
        one.block.enabled !== false &&
        isNear(one, database, all) &&
        (list(one.block.source_ids).length === 0 || names(one, database, database.block[argument], all)),
    );
}

const isReplica = ({ block }: Resource) => block.replicate_source_db !== undefined;

/** Whether a cluster follows the writer of a global database. It has no master user of its own. */
const isSecondary = ({ block }: Resource) =>
  block.global_cluster_identifier !== undefined && block.master_username === undefined;

/** Whether people are notified of tasks of the definition that end with an exit code, by a rule of EventBridge. */
function isNoticed(definition: Resource, all: Resources): boolean {
  return all.of("aws_cloudwatch_event_rule").some((rule) => {
    const pattern = String(rule.block.event_pattern);
    return (
      /ECS Task State Change/.test(pattern) &&
      /exitCode/.test(pattern) &&
      (!pattern.includes("task-definition/") || pattern.includes(`task-definition/${definition.block.family}:`)) &&
      isNear(rule, definition, all) &&
      tellsPeople(rule, all)
    );
  });
}

const alarmOn = (metric_name: string, more: object = {}) => ({
  aws_cloudwatch_metric_alarm: {
    it: { metric_name, dimensions: { DBInstanceIdentifier: "shop" }, alarm_actions: [TOPIC], ...more },
  },
});
const EVENTS_PAGE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.html";
const TASK = { aws_ecs_task_definition: { it: { family: "dump" } } };
const SCHEDULE = { target: { ecs_parameters: { task_definition_arn: "${aws_ecs_task_definition.it.arn}" } } };

export const failuresUse: readonly Rule[] = [
  {
    id: "aws-db-instance-storage-alarm",
    name: "databases have an alarm on their free storage",
    type: "aws_db_instance",
    severity: "high",
    topic: "capacity",
    unprotected: "ignore",
    holds: (database, all) =>
      isReplica(database) || hasAlarm(database, all, ({ metric_name }) => metric_name === "FreeStorageSpace"),
    fix: "add an alarm on FreeStorageSpace, with setAlerts or an alarm of its own; a full disk stops the database",
    broken: { identifier: "shop" },
    brokenBeside: alarmOn("CPUUtilization"),
    mended: { identifier: "shop" },
    beside: alarmOn("FreeStorageSpace"),
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Troubleshooting.html#CHAP_Troubleshooting.Storage",
  },
  {
    id: "aws-db-instance-replication-alarm",
    name: "replicas have an alarm on the end of their replication",
    type: "aws_db_instance",
    severity: "high",
    topic: "backup",
    unprotected: "ignore",
    holds: (database, all) =>
      !isReplica(database) ||
      hasAlarm(
        database,
        all,
        ({ metric_name, comparison_operator }) =>
          metric_name === "ReplicaLag" && /^LessThan/.test(String(comparison_operator)),
      ),
    fix: "add an alarm on ReplicaLag below 0; RDS reports -1, or nothing, once the replication has ended, so that no alarm on a high lag fires",
    broken: { identifier: "shop", replicate_source_db: "main" },
    brokenBeside: alarmOn("ReplicaLag", { comparison_operator: "GreaterThanThreshold" }),
    mended: { identifier: "shop", replicate_source_db: "main" },
    beside: alarmOn("ReplicaLag", { comparison_operator: "LessThanThreshold" }),
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Monitoring.html",
  },
  ...(
    [
      ["aws_db_instance", "db-instance", "identifier", isReplica],
      ["aws_rds_cluster", "db-cluster", "cluster_identifier", isSecondary],
    ] as const
  ).map(
    ([type, sourceType, argument, isFollower]): Rule => ({
      id: `${type.replaceAll("_", "-")}-events`,
      name: `people are notified of the failures of ${type}`,
      type,
      severity: "medium",
      topic: "monitoring",
      unprotected: "ignore",
      holds: (database, all) => isFollower(database) || hasEvents(database, all, sourceType, argument),
      fix: "add an aws_db_event_subscription to a topic that reaches people; metrics of a database that is gone are missing, and set off no alarm",
      broken: { [argument]: "shop" },
      brokenBeside: { aws_db_event_subscription: { it: { source_type: sourceType, source_ids: ["toys"] } } },
      mended: { [argument]: "shop" },
      beside: { aws_db_event_subscription: { it: { source_type: sourceType, source_ids: ["shop"] } } },
      page: EVENTS_PAGE,
    }),
  ),
  {
    id: "aws-scheduler-task-failure",
    name: "people are notified of scheduled tasks that fail",
    type: "aws_scheduler_schedule",
    severity: "medium",
    topic: "monitoring",
    unprotected: "ignore",
    holds: (schedule, all) =>
      !nested(nested(schedule.block.target).ecs_parameters).task_definition_arn ||
      all
        .of("aws_ecs_task_definition")
        .filter((definition) =>
          usesOf(all)
            .of(definition)
            .some(({ by }) => by === schedule),
        )
        .some((definition) => isNoticed(definition, all)),
    fix: "use ScheduledTask with setAlerts, or add an EventAlert on ECS Task State Change with an exitCode besides 0; the dead-letter queue gets failed starts only",
    broken: SCHEDULE,
    brokenBeside: TASK,
    mended: SCHEDULE,
    beside: {
      ...TASK,
      aws_cloudwatch_event_rule: {
        it: {
          event_pattern: JSON.stringify({
            "detail-type": ["ECS Task State Change"],
            detail: { containers: { exitCode: [{ "anything-but": [0] }] } },
          }),
        },
      },
      aws_cloudwatch_event_target: { it: { rule: "${aws_cloudwatch_event_rule.it.name}", arn: TOPIC } },
    },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html",
  },
];
