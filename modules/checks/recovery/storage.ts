/** Means of recovery of AWS's file systems, volumes and buckets. */
import type { Block } from "../model/blocks";
import type { ResourceGraph } from "../model/resources";
import { list, nested } from "../model/values";
import { type Means, promotes, readsCopy, restores, unharmed } from "./means";
import { planMeans, snapshotMeans, taggedMeans, tagsOfClass } from "./plans";

type MeansOf = (graph: ResourceGraph, store: Block) => Means[];

const fileSystem: MeansOf = (graph, store) => {
  const of = (type: string, argument: string) =>
    graph.of(type).filter((one) => graph.targets(one, argument).includes(store));
  const backed = of("aws_efs_backup_policy", "file_system_id").some(
    ({ attributes }) => nested(attributes.backup_policy).status === "ENABLED",
  );
  return [
    { loss: "zone", by: "EFS", lostMinutes: 0, because: "a write is stored in several zones", steps: unharmed },
    ...(backed
      ? [
          {
            loss: "damage",
            by: "automatic backups",
            lostMinutes: 25 * 60,
            because: "daily, kept for 35 days",
            steps: restores(),
          } as const,
        ]
      : []),
    ...planMeans(graph, store),
    ...of("aws_efs_replication_configuration", "source_file_system_id").map(
      ({ attributes }): Means => ({
        loss: "region",
        by: `replica in ${nested(attributes.destination).region}`,
        lostMinutes: 15,
        because: "EFS replicates within fifteen minutes",
        steps: promotes,
      }),
    ),
  ];
};

const volume: MeansOf = (graph, store) => [
  ...snapshotMeans(graph, store.attributes.tags ?? {}),
  ...taggedMeans(graph, store, store.attributes.tags ?? {}),
];

const volumeClass: MeansOf = (graph, store) => taggedMeans(graph, store, tagsOfClass(store));

const bucket: MeansOf = (graph, store) => {
  const of = (type: string) =>
    graph
      .of(type)
      .filter((one) =>
        graph.targets(one, "bucket").some((it) => it === store || graph.targets(it, "bucket").includes(store)),
      );
  const versioned = of("aws_s3_bucket_versioning").some(
    ({ attributes }) => nested(attributes.versioning_configuration).status === "Enabled",
  );
  const rules = of("aws_s3_bucket_replication_configuration").flatMap(({ attributes }) => list(attributes.rule));
  return [
    {
      loss: "zone",
      by: "S3",
      lostMinutes: 0,
      because: "a write is stored in three availability zones",
      steps: unharmed,
    },
    ...(versioned
      ? [
          {
            loss: "damage",
            by: "versions",
            lostMinutes: 0,
            because: "S3 keeps overwritten and deleted objects",
            steps: restores(),
          } as const,
        ]
      : []),
    ...planMeans(graph, store),
    ...rules.map((rule): Means => {
      const timed = nested(nested(rule.destination).replication_time).status === "Enabled";
      return {
        loss: "region",
        by: "replication to another region",
        lostMinutes: timed ? 15 : 24 * 60,
        because: timed
          ? "Replication Time Control commits to 15 minutes"
          : "S3 promises no time without Replication Time Control",
        steps: readsCopy,
      };
    }),
  ];
};

/** Means by the type of the store. */
export const STORAGE_MEANS: Readonly<Record<string, MeansOf>> = {
  aws_efs_file_system: fileSystem,
  aws_ebs_volume: volume,
  kubernetes_storage_class_v1: volumeClass,
  aws_s3_bucket: bucket,
};
