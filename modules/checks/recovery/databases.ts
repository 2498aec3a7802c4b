/** Means of recovery of AWS's databases, tables and caches. */
import type { Block } from "../model/blocks";
import { regionOf } from "../model/places";
import type { ResourceGraph } from "../model/resources";
import { nested } from "../model/values";
import { failsOver, type Means, promotes, readsCopy, restores, unharmed, zoneStandby } from "./means";
import { planMeans } from "./plans";

export type MeansOf = (graph: ResourceGraph, store: Block) => Means[];

/** Days of automated backups, from which RDS restores any second up to five minutes ago. */
function pointInTime({ attributes }: Block, gibibytes?: number): Means[] {
  const days = attributes.backup_retention_period;
  return days >= 1
    ? [
        {
          loss: "damage",
          by: "point-in-time recovery",
          lostMinutes: 5,
          because: `RDS ships the log every five minutes and keeps it for ${days} days`,
          steps: restores(gibibytes),
        },
      ]
    : [];
}

/** Minutes behind its source at which an alarm of the replica fires; undefined without an alarm. */
function alarmedLag(graph: ResourceGraph, replica: Block, metric: string, perMinute: number): number | undefined {
  const alarms = graph
    .of("aws_cloudwatch_metric_alarm")
    .filter(
      ({ stack, attributes }) =>
        attributes.metric_name === metric &&
        attributes.threshold > 0 &&
        Object.values(attributes.dimensions ?? {}).some((value) => graph.target(stack, value) === replica),
    );
  const [threshold] = alarms.map(({ attributes }) => Number(attributes.threshold)).sort((a, b) => a - b);
  return threshold === undefined ? undefined : Math.max(1, Math.ceil(threshold / perMinute));
}

/** A copy that follows its source; without an alarm on its lag nobody knows what a promotion loses. */
function follower(
  graph: ResourceGraph,
  replica: Block,
  loss: Means["loss"],
  metric: string,
  perMinute: number,
): Means[] {
  const lostMinutes = alarmedLag(graph, replica, metric, perMinute);
  const because = `the alarm on ${metric} fires at this lag`;
  return lostMinutes === undefined
    ? []
    : [{ loss, by: `replica ${replica.name} in ${regionOf(replica)}`, lostMinutes, because, steps: promotes }];
}

const instance: MeansOf = (graph, store) => {
  const { multi_az, allocated_storage } = store.attributes;
  const replicas = graph
    .of("aws_db_instance")
    .filter(({ stack, attributes }) => graph.target(stack, attributes.replicate_source_db) === store);
  return [
    ...(multi_az === true ? [zoneStandby] : []),
    ...pointInTime(store, allocated_storage),
    ...planMeans(graph, store, allocated_storage),
    ...replicas.flatMap((replica) =>
      follower(graph, replica, regionOf(replica) === regionOf(store) ? "zone" : "region", "ReplicaLag", 60),
    ),
  ];
};

const cluster: MeansOf = (graph, store) => {
  const instances = graph
    .of("aws_rds_cluster_instance")
    .filter((one) => graph.targets(one, "cluster_identifier").includes(store));
  const globals = graph
    .of("aws_rds_global_cluster")
    .filter((one) => graph.targets(one, "source_db_cluster_identifier").includes(store));
  const followers = graph
    .of("aws_rds_cluster")
    .filter(
      (one) => one !== store && graph.targets(one, "global_cluster_identifier").some((it) => globals.includes(it)),
    );
  const zones = new Set(instances.map(({ attributes }) => attributes.availability_zone));
  return [
    ...(zones.size > 1
      ? [
          {
            loss: "zone",
            by: `instances in ${zones.size} zones`,
            lostMinutes: 0,
            because: "they share their storage",
            steps: failsOver,
          } as const,
        ]
      : []),
    ...pointInTime(store),
    ...planMeans(graph, store),
    ...followers.flatMap((one) => follower(graph, one, "region", "AuroraGlobalDBReplicationLag", 60_000)),
  ];
};

const table: MeansOf = (graph, store) => {
  const replicas = graph
    .of("aws_dynamodb_table_replica")
    .filter((one) => graph.targets(one, "global_table_arn").includes(store));
  return [
    {
      loss: "zone",
      by: "DynamoDB",
      lostMinutes: 0,
      because: "a write is stored in three availability zones",
      steps: unharmed,
    },
    ...(nested(store.attributes.point_in_time_recovery).enabled === true
      ? [
          {
            loss: "damage",
            by: "point-in-time recovery",
            lostMinutes: 5,
            because: "any second up to five minutes ago",
            steps: restores(),
          } as const,
        ]
      : []),
    ...planMeans(graph, store),
    ...replicas.map(
      (replica): Means => ({
        loss: "region",
        by: `replica in ${regionOf(replica)}`,
        lostMinutes: 1,
        because: "a global table replicates within a second or two",
        steps: readsCopy,
      }),
    ),
  ];
};

const cache: MeansOf = (graph, store) => {
  const { automatic_failover_enabled, snapshot_retention_limit } = store.attributes;
  const globals = graph
    .of("aws_elasticache_global_replication_group")
    .filter((one) => graph.targets(one, "primary_replication_group_id").includes(store));
  const members = graph
    .of("aws_elasticache_replication_group")
    .filter((one) => graph.targets(one, "global_replication_group_id").some((it) => globals.includes(it)));
  return [
    ...(automatic_failover_enabled === true
      ? [
          {
            loss: "zone",
            by: "replicas in other zones",
            lostMinutes: 1,
            because: "Redis replicates within a second",
            steps: failsOver,
          } as const,
        ]
      : []),
    ...(snapshot_retention_limit >= 1
      ? [
          {
            loss: "damage",
            by: "snapshots",
            lostMinutes: 25 * 60,
            because: `daily, kept for ${snapshot_retention_limit} days`,
            steps: restores(),
          } as const,
        ]
      : []),
    ...members.map(
      (member): Means => ({
        loss: "region",
        by: `member ${member.name} in ${regionOf(member)}`,
        lostMinutes: 1,
        because: "a global datastore replicates within a second or two",
        steps: promotes,
      }),
    ),
  ];
};

/** Means by the type of the store. */
export const DATABASE_MEANS: Readonly<Record<string, MeansOf>> = {
  aws_db_instance: instance,
  aws_rds_cluster: cluster,
  aws_dynamodb_table: table,
  aws_elasticache_replication_group: cache,
};
