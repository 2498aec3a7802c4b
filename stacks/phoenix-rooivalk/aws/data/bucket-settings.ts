import type { BucketProps } from "@modules/aws/storage/bucket";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";

/** Construct ids of the buckets. */
export type BucketName = "app-data" | "blockchain-backups" | "ai-models" | "logs" | "static-assets";

type BucketSettings = Pick<
  BucketProps,
  | "name"
  | "transitionToIaDays"
  | "transitionToGlacierDays"
  | "transitionToDeepArchiveDays"
  | "prefixTransitions"
  | "deletionProtection"
>;

/** Transitions to archive classes, whose objects must be restored before they can be read. */
const ARCHIVED = { transitionToGlacierDays: 90, transitionToDeepArchiveDays: 365 };

/**
 * Names and lifecycles of the buckets, the same for their replicas in the recovery
 * region. Models and assets stay in S3 Standard: colder classes charge for each
 * read and bill small objects as larger ones.
 */
export function bucketSettings(environment: PhoenixRooivalkEnvironment): Readonly<Record<BucketName, BucketSettings>> {
  const { nameSuffix, buckets, deletionProtection } = environment;
  return {
    "app-data": {
      name: `phoenix-app-data-${buckets.suffix}`,
      transitionToIaDays: 30,
      // The application moves objects that it no longer reads to this prefix.
      prefixTransitions: { "archive/": ARCHIVED },
      deletionProtection,
    },
    "blockchain-backups": {
      name: `phoenix-blockchain-backups${nameSuffix}`,
      transitionToIaDays: 30,
      ...ARCHIVED,
      deletionProtection,
    },
    "ai-models": { name: `phoenix-ai-models${nameSuffix}`, deletionProtection },
    logs: {
      name: `phoenix-logs-${buckets.suffix}`,
      transitionToIaDays: 30,
      ...ARCHIVED,
      deletionProtection,
    },
    "static-assets": { name: `phoenix-static-assets${nameSuffix}`, deletionProtection },
  };
}
