/** People are notified of failures of databases and of scheduled tasks. */
import { groupBy, list, nested, once, valuesAt } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { AWS_ALARM, placeOfMetrics, tellsPeople } from "./people";
import { namedIn } from "./references";
import { usesOf } from "./uses";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:topic";

/** Alarms by the values of their dimensions, such as the identifier of a database. */
const alarmsByDimension = once((all: Resources) => {
  const values = all
    .of(AWS_ALARM)
    .flatMap((alarm) =>
      ["dimensions.*", "metric_query.metric.dimensions.*"]
        .flatMap((path) => valuesAt(alarm.block, path))
        .map((value) => ({ value, alarm })),
    );
  return groupBy(values, ({ value }) => value);
});

/** Alarms on metrics of the database, which they name by reference or by its identifier. */
function alarmsOf(database: Resource, all: Resources): Resource[] {
  return [
    ...usesOf(all)
      .of(database)
      .map(({ by }) => by)
      .filter(({ type }) => type === AWS_ALARM),
    ...(alarmsByDimension(all).get(database.block.identifier) ?? []).map(({ alarm }) => alarm),
  ];
}

/** Whether an alarm watches the metric, by itself or in metric math. */
const watches = ({ block }: Resource, metric: string) =>
  block.metric_name === metric || valuesAt(block, "metric_query.metric.metric_name").includes(metric);

const isNear = (one: Resource, other: Resource, all: Resources) =>
  all.groupOf(one.stack) === all.groupOf(other.stack) &&
  placeOfMetrics(all, one.stack) === placeOfMetrics(all, other.stack);

/** Whether people are notified of an alarm on a metric of the database. */
function hasAlarm(database: Resource, all: Resources, fits: (alarm: Resource) => boolean): boolean {
  return alarmsOf(database, all).some(
    (alarm) => fits(alarm) && isNear(alarm, database, all) && tellsPeople(alarm, all),
  );
}

/** Whether people are notified of the failures of a database, by RDS or by a rule of EventBridge. */
function hasEvents(database: Resource, all: Resources, { sourceType, detailType, argument }: Source): boolean {
  const users = usesOf(all).of(database);
  const isSubscribed = (one: Resource) =>
    // Without a type RDS sends the events of all sources, and without categories those of all categories.
    [undefined, sourceType].includes(one.block.source_type) &&
    one.block.enabled !== false &&
    (list(one.block.event_categories).length === 0 || list(one.block.event_categories).includes("failure")) &&
    (list(one.block.source_ids).length === 0 ||
      list(one.block.source_ids).includes(database.block[argument]) ||
      users.some(({ by }) => by === one));
  return (
    all.of("aws_db_event_subscription").some((one) => isSubscribed(one) && isNear(one, database, all)) ||
    all
      .of("aws_cloudwatch_event_rule")
      .some(
        (rule) =>
          String(rule.block.event_pattern).includes(detailType) &&
          isNear(rule, database, all) &&
          tellsPeople(rule, all),
      )
  );
}

/** Words for a kind of database in events. */
interface Source {
  readonly sourceType: string;
  readonly detailType: string;
  /** Argument with the name of the database. */
  readonly argument: string;
}

const isReplica = ({ block }: Resource) => block.replicate_source_db !== undefined;

/** Whether a cluster follows the writer of a global database. It has no master user of its own. */
const isSecondary = ({ block }: Resource) =>
  block.global_cluster_identifier !== undefined && block.master_username === undefined;

/** Whether people are notified of scheduled tasks that end with an exit code, by a rule of EventBridge. */
function isNoticed(schedule: Resource, all: Resources): boolean {
  const families = namedIn(schedule, "target", "aws_ecs_task_definition", all).map(({ block }) => block.family);
  return all.of("aws_cloudwatch_event_rule").some((rule) => {
    const pattern = String(rule.block.event_pattern);
    return (
      /ECS Task State Change/.test(pattern) &&
      /exitCode/.test(pattern) &&
      (!pattern.includes("task-definition/") ||
        families.some((family) => pattern.includes(`task-definition/${family}:`))) &&
      isNear(rule, schedule, all) &&
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
      isReplica(database) || hasAlarm(database, all, (alarm) => watches(alarm, "FreeStorageSpace")),
    fix: "add an alarm on FreeStorageSpace, with setAlerts or as a separate resource; a full disk stops the database",
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
        (alarm) => watches(alarm, "ReplicaLag") && /^LessThan/.test(String(alarm.block.comparison_operator)),
      ),
    fix: "add an alarm on ReplicaLag below 0; RDS reports -1 when the replication has ended, so that no alarm on a high lag fires",
    broken: { identifier: "shop", replicate_source_db: "main" },
    brokenBeside: alarmOn("ReplicaLag", { comparison_operator: "GreaterThanThreshold" }),
    mended: { identifier: "shop", replicate_source_db: "main" },
    beside: alarmOn("ReplicaLag", { comparison_operator: "LessThanThreshold" }),
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Monitoring.html",
  },
  ...(
    [
      ["aws_db_instance", "db-instance", "RDS DB Instance Event", "identifier", isReplica],
      ["aws_rds_cluster", "db-cluster", "RDS DB Cluster Event", "cluster_identifier", isSecondary],
    ] as const
  ).map(
    ([type, sourceType, detailType, argument, isFollower]): Rule => ({
      id: `${type.replaceAll("_", "-")}-events`,
      name: `people are notified of the failures of ${type}`,
      type,
      severity: "medium",
      topic: "monitoring",
      unprotected: "ignore",
      holds: (database, all) => isFollower(database) || hasEvents(database, all, { sourceType, detailType, argument }),
      fix: "add an aws_db_event_subscription to a topic that reaches people; a database that is gone publishes no metrics, so that no alarm on them fires",
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
      !nested(nested(schedule.block.target).ecs_parameters).task_definition_arn || isNoticed(schedule, all),
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
