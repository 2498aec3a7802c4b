import { readByDistributions } from "@modules/aws/cdn/bucket-origin";
import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { BucketReplication } from "@modules/aws/storage/bucket-replication";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";

/** Buckets whose objects are replicated to another region. */
export type ReplicatedBuckets = Readonly<Record<"uploads" | "backups" | "sources", Bucket>>;

export interface Buckets extends ReplicatedBuckets {
  /** Files that CloudFront serves below `/static/`. */
  readonly static: Bucket;
}

/** Lifecycle of the source bundles: infrequent access after 30 days, Glacier after 90, deleted after a year. */
export const SOURCE_LIFECYCLE = { transitionToIaDays: 30, transitionToGlacierDays: 90, expirationDays: 365 };

/**
 * The platform's buckets and their access logs.
 *
 * @param copies destination buckets of the replication; without them objects are not replicated
 */
export function addBuckets(
  stack: AwsStack<FreeagenticsEnvironment>,
  key: IKey,
  copies: ReplicatedBuckets | undefined,
): Buckets {
  const { backups, deletionProtection } = stack.environment;
  const accessLogs = new LogBucket(stack, "access-logs", {
    name: stack.named("freeagentics-access-logs"),
    deletionProtection,
  });
  const shared = { accessLogs, deletionProtection };
  const replicated = {
    uploads: new Bucket(stack, "uploads", { ...shared, name: stack.named("freeagentics-user-uploads"), key }),
    // Dumps expire before a colder storage class would save money.
    backups: new Bucket(stack, "backups", {
      ...shared,
      name: stack.named("freeagentics-backups"),
      key,
      expirationDays: backups.dumpRetentionDays,
      noncurrentExpirationDays: 7,
    }),
    sources: new Bucket(stack, "sources", {
      ...shared,
      ...SOURCE_LIFECYCLE,
      name: stack.named("freeagentics-source-backups"),
      key,
    }),
  };
  if (copies) {
    new BucketReplication(stack, "replication", {
      roleName: stack.named("freeagentics-replication"),
      // Without Replication Time Control, S3 does not guarantee a time, and the recovery point of objects would be
      // unknown.
      timeControl: true,
      buckets: {
        uploads: { source: replicated.uploads, destination: copies.uploads },
        backups: { source: replicated.backups, destination: copies.backups },
        sources: { source: replicated.sources, destination: copies.sources },
      },
    });
  }
  const name = stack.named("freeagentics-static");
  return {
    ...replicated,
    static: new Bucket(stack, "static-assets", {
      ...shared,
      name,
      policy: [readByDistributions(stack, name, "static/")],
      // Versions are unnecessary, because the build can be repeated from the source repository.
      versioned: false,
    }),
  };
}
