/** Everything that holds data of users, with the means by which it survives losses. */
import type { DataKind } from "@modules/core/recovery";
import { factsOf } from "../facts";
import type { Block } from "../model/blocks";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { list, once } from "../model/values";
import type { PreparedStack } from "../prepare";
import { DATABASE_MEANS } from "./databases";
import { GOOGLE_MEANS } from "./google";
import type { Means } from "./means";
import { STORAGE_MEANS } from "./storage";

export interface Store {
  readonly block: Block;
  readonly kind: DataKind;
  readonly means: readonly Means[];
}

const KINDS: Readonly<Record<string, DataKind>> = {
  aws_db_instance: "database",
  aws_rds_cluster: "database",
  google_sql_database_instance: "database",
  aws_dynamodb_table: "tables",
  google_firestore_database: "documents",
  aws_elasticache_replication_group: "cache",
  google_redis_instance: "cache",
  aws_efs_file_system: "files",
  aws_ebs_volume: "volumes",
  kubernetes_storage_class_v1: "volumes",
  aws_s3_bucket: "objects",
  google_storage_bucket: "objects",
};

/** Arguments by which a store is the copy of another one. */
const COPY_OF: Readonly<Record<string, string>> = {
  aws_db_instance: "replicate_source_db",
  aws_rds_cluster: "global_cluster_identifier",
  aws_elasticache_replication_group: "global_replication_group_id",
};

/** The buckets that hold records of machines, copies of other buckets, or states of Terraform. */
function otherBuckets(graph: ResourceGraph): Set<Block> {
  const named = (type: string, path: string) => graph.of(type).flatMap((one) => graph.targets(one, path));
  const direct = [
    ...named("aws_s3_bucket_logging", "target_bucket"),
    ...named("aws_s3_bucket_replication_configuration", "rule.destination.bucket"),
    ...named("aws_backup_report_plan", "report_delivery_channel.s3_bucket_name"),
    ...named("aws_cloudtrail", "s3_bucket_name"),
    ...named("aws_config_delivery_channel", "s3_bucket_name"),
    ...named("aws_lb", "access_logs.bucket"),
    ...named("aws_lb", "connection_logs.bucket"),
    ...named("aws_cloudwatch_log_delivery_destination", "delivery_destination_configuration.destination_resource_arn"),
    ...named("google_storage_bucket", "logging.log_bucket"),
    // A trust store reads its file once, and Terraform writes it.
    ...named("aws_lb_trust_store", "ca_certificates_bundle_s3_bucket"),
  ];
  // Resources that need a policy, versions or an object of the bucket first name it through these.
  const through = direct.flatMap((one) => graph.targets(one, "bucket"));
  const buckets = [...direct, ...through, ...through.flatMap((one) => graph.targets(one, "bucket"))];
  const states = new Set(graph.stacks.map(({ json }) => json.terraform?.backend?.s3?.bucket));
  return new Set([...buckets, ...graph.of("aws_s3_bucket").filter(({ attributes }) => states.has(attributes.bucket))]);
}

function isLockTable({ attributes }: Block, graph: ResourceGraph): boolean {
  return graph.stacks.some(({ json }) => json.terraform?.backend?.s3?.dynamodb_table === attributes.name);
}

/** Every store of the stacks whose facts say that their data is protected. */
export const storesOf = once((stacks: readonly PreparedStack[]): readonly Store[] => {
  const graph = resourceGraph(stacks);
  const others = otherBuckets(graph);
  return graph
    .of(...Object.keys(KINDS))
    .filter((block) => factsOf(block.stack.stack).protectsData === true)
    .filter((block) => !others.has(block) && !block.attributes[COPY_OF[block.type] ?? ""])
    .filter((block) => block.type !== "aws_dynamodb_table" || !isLockTable(block, graph))
    .filter((block) => block.type !== "kubernetes_storage_class_v1" || isEbs(block))
    .map((block) => ({ block, kind: KINDS[block.type]!, means: meansOf(graph, block) }));
});

function isEbs({ attributes }: Block): boolean {
  return list(attributes.storage_provisioner).includes("ebs.csi.aws.com");
}

const ALL = { ...DATABASE_MEANS, ...STORAGE_MEANS, ...GOOGLE_MEANS };

function meansOf(graph: ResourceGraph, block: Block): Means[] {
  return ALL[block.type]!(graph, block);
}
