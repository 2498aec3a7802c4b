import type { AcceptedLoss } from "@modules/checks/recovery/table";
import type { Loss } from "@modules/core/recovery";

/** The engineers of this repository. */
const PLATFORM = "platform engineering";

const BUILT = "The application's pipeline builds its objects from a repository, and can do so again.";
const RENDERED = "Terraform renders the files from this repository and writes them into it again.";
const WATCHES_REGION = "The measurements are of servers that are lost with the region.";
const STANDBY = "Pods of the standby claim volumes only while they serve, and the data is in databases and buckets.";
const CLOUD_SQL = "It is a copy of the database in AWS, which still exists when this region is lost.";

/** Losses that data need not survive. An entry for a store that survives the loss fails the synthesis. */
export const acceptedLosses: AcceptedLoss[] = (
  [
    ["dafnckmachine-*-data aws_s3_bucket.static-assets", "damage", BUILT],
    ["dafnckmachine-*-data aws_s3_bucket.static-assets", "region", BUILT],
    ["freeagentics-*-data aws_s3_bucket.static-assets", "damage", BUILT],
    ["freeagentics-*-data aws_s3_bucket.static-assets", "region", BUILT],
    ["freeagentics-*-monitoring aws_s3_bucket.configuration", "region", RENDERED],
    ["freeagentics-*-monitoring aws_ebs_volume.primary-data", "region", WATCHES_REGION],
    ["freeagentics-*-monitoring aws_ebs_volume.secondary-data", "region", WATCHES_REGION],
    [
      "dafnckmachine-*-data aws_dynamodb_table.agent-metrics",
      "region",
      "Agents continue to measure in the other region; the old measurements return with the region.",
    ],
    ["dafnckmachine-*-google-data google_sql_database_instance.database", "region", CLOUD_SQL],
    ["lp-*-google-data google_sql_database_instance.database", "region", CLOUD_SQL],
    ["lp-*-google-data google_redis_instance.cache", "damage", "The services fill it again from the database."],
    ["phoenix-rooivalk-*-controllers-us-west-2 kubernetes_storage_class_v1.gp3", "damage", STANDBY],
    ["phoenix-rooivalk-*-controllers-us-west-2 kubernetes_storage_class_v1.gp3", "region", STANDBY],
    [
      "phoenix-rooivalk-*-costs aws_s3_bucket.usage_bucket_*",
      "region",
      "AWS writes the usage of a month into it again, and Cost Explorer keeps it.",
    ],
  ] satisfies [string, Loss, string][]
).map(([where, loss, reason]) => ({ where, loss, reason, owner: PLATFORM }));
