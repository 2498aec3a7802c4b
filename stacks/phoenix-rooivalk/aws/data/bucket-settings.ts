import type { BucketProps } from "@modules/aws/storage/bucket";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";

/** By the ids of their constructs. */
export type BucketName = "app-data" | "blockchain-backups" | "ai-models" | "logs" | "static-assets";

type Settings = Pick<
  BucketProps,
  | "name"
  | "transitionToIaDays"
  | "transitionToGlacierDays"
  | "transitionToDeepArchiveDays"
  | "prefixTransitions"
  | "deletionProtection"
>;

/** Nobody reads these without restoring them first. */
const ARCHIVED = { transitionToGlacierDays: 90, transitionToDeepArchiveDays: 365 };

/**
 * Names, and what becomes of objects as they age, here and in the copies. Models
 * and assets stay where they can be read at once: small ones that are read often
 * would cost more in a colder class.
 */
export function bucketSettings(environment: PhoenixRooivalkEnvironment): Readonly<Record<BucketName, Settings>> {
  const { nameSuffix, buckets, deletionProtection } = environment;
  return {
    "app-data": {
      name: `phoenix-app-data-${buckets.suffix}`,
      transitionToIaDays: 30,
      // The application says by the key what it no longer reads.
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
