import { readByDistributions } from "@modules/aws/cdn/bucket-origin";
import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { BucketReplication } from "@modules/aws/storage/bucket-replication";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { FreeagenticsEnvironment } from "../../../../environments/freeagentics/schema";
import type { AwsStack } from "../../../base/aws-stack";

/** What another region has copies of. */
export type Replicated = Readonly<Record<"uploads" | "backups" | "sources", Bucket>>;

export interface Buckets extends Replicated {
  /** What the CDN serves below `/static/`. */
  readonly static: Bucket;
}

/** To colder classes after one and three months; gone after a year. */
export const KEPT = { transitionToIaDays: 30, transitionToGlacierDays: 90, expirationDays: 365 };

/** @param copies receive every object of the buckets of their names, if there are any */
export function addBuckets(
  stack: AwsStack<FreeagenticsEnvironment>,
  key: IKey,
  copies: Replicated | undefined,
): Buckets {
  const { backups, deletionProtection } = stack.environment;
  const accessLogs = new LogBucket(stack, "access-logs", {
    name: stack.named("freeagentics-access-logs"),
    deletionProtection,
  });
  const shared = { accessLogs, deletionProtection };
  const replicated = {
    uploads: new Bucket(stack, "uploads", { ...shared, name: stack.named("freeagentics-user-uploads"), key }),
    // Dumps go before a colder class would pay.
    backups: new Bucket(stack, "backups", {
      ...shared,
      name: stack.named("freeagentics-backups"),
      key,
      expirationDays: backups.dumpRetentionDays,
      noncurrentExpirationDays: 7,
    }),
    sources: new Bucket(stack, "sources", {
      ...shared,
      ...KEPT,
      name: stack.named("freeagentics-source-backups"),
      key,
    }),
  };
  if (copies) {
    new BucketReplication(stack, "replication", {
      roleName: stack.named("freeagentics-replication"),
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
      // Built from the repository, which has the versions.
      versioned: false,
    }),
  };
}
