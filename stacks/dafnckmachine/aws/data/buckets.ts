import { readByDistributions } from "@modules/aws/cdn/bucket-origin";
import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { BucketReplication } from "@modules/aws/storage/bucket-replication";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";

/** Buckets whose objects are replicated to another region. */
export type ReplicatedBuckets = Readonly<Record<"backups" | "data" | "uploads", Bucket>>;

export interface Buckets extends ReplicatedBuckets {
  /** Receives the access logs of the other buckets. */
  readonly accessLogs: LogBucket;
  readonly staticAssets: Bucket;
}

/** Lifecycle of the archives: infrequent access after 30 days, Glacier after 90, deleted after seven years. */
export const ARCHIVE_LIFECYCLE = { transitionToIaDays: 30, transitionToGlacierDays: 90, expirationDays: 2555 };

/**
 * The platform's buckets and their access logs.
 *
 * @param copies destination buckets of the replication; without them objects are not replicated
 */
export function addBuckets(stack: AwsStack<DafnckmachineEnvironment>, key: IKey, copies?: ReplicatedBuckets): Buckets {
  const { deletionProtection } = stack.environment;
  const accessLogs = new LogBucket(stack, "access-logs", {
    name: stack.named("dafnckmachine-access-logs"),
    deletionProtection,
  });
  const shared = { accessLogs, deletionProtection };
  const backups = new Bucket(stack, "backups", {
    ...shared,
    ...ARCHIVE_LIFECYCLE,
    name: stack.named("dafnckmachine-backups"),
    key,
  });
  const data = new Bucket(stack, "data", {
    ...shared,
    name: stack.named(`dafnck-machine-data-${stack.region}`),
    key,
  });
  const uploads = new Bucket(stack, "user-uploads", {
    ...shared,
    ...ARCHIVE_LIFECYCLE,
    name: stack.named("dafnckmachine-user-uploads"),
  });
  if (copies) {
    new BucketReplication(stack, "replication", {
      roleName: stack.named("replication-role"),
      // Without Replication Time Control, S3 does not guarantee a time, and the recovery point of objects would be
      // unknown.
      timeControl: true,
      buckets: {
        backups: { source: backups, destination: copies.backups },
        data: { source: data, destination: copies.data },
        uploads: { source: uploads, destination: copies.uploads },
      },
    });
  }
  const staticAssets = stack.named("dafnckmachine-static-assets");
  return {
    accessLogs,
    uploads,
    staticAssets: new Bucket(stack, "static-assets", {
      ...shared,
      name: staticAssets,
      policy: [readByDistributions(stack, staticAssets, "assets/")],
      // Versions are unnecessary, because the build can be repeated from the source repository.
      versioned: false,
      transitionToIntelligentTieringDays: 0,
    }),
    backups,
    data,
  };
}
