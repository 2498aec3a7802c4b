import { decryptByDistributions, readByDistributions } from "@modules/aws/cdn/bucket-origin";
import { type IKey, Key } from "@modules/aws/security/key";
import { Bucket, type BucketProps } from "@modules/aws/storage/bucket";
import { BucketReplication } from "@modules/aws/storage/bucket-replication";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { type BucketName, bucketSettings } from "./bucket-settings";

export type Buckets = Readonly<Record<BucketName, Bucket>>;

/** Prefix of the objects that CloudFront serves. */
const STATIC_PREFIX = "static/";

/**
 * Key of static assets, so that CloudFront cannot decrypt the other buckets, and the statements that allow CloudFront
 * to read them.
 */
export function staticAssetsAccess(
  stack: AwsStack<PhoenixRooivalkEnvironment>,
  name: string,
): Pick<BucketProps, "key" | "policy"> {
  const { deletionProtection, security } = stack.environment;
  return {
    key: new Key(stack, "static-assets-key", {
      name: stack.named("phoenix-rooivalk-static-assets"),
      description: "Static assets, which distributions read",
      policy: [decryptByDistributions(stack)],
      deletionWindowDays: security.keyDeletionWindowDays,
      deletionProtection,
    }),
    policy: [readByDistributions(stack, name, STATIC_PREFIX)],
  };
}

/** @param copies destination buckets of the replication, in another region; they are undefined without a standby */
export function addBuckets(stack: AwsStack<PhoenixRooivalkEnvironment>, key: IKey, copies?: Buckets): Buckets {
  const { deletionProtection } = stack.environment;
  const accessLogs = new LogBucket(stack, "access-logs", {
    name: stack.named("phoenix-rooivalk-access-logs"),
    deletionProtection,
  });
  const settings = bucketSettings(stack.environment);
  const shared = { key, accessLogs };
  const buckets: Buckets = {
    "app-data": new Bucket(stack, "app-data", { ...shared, ...settings["app-data"] }),
    "blockchain-backups": new Bucket(stack, "blockchain-backups", { ...shared, ...settings["blockchain-backups"] }),
    "ai-models": new Bucket(stack, "ai-models", { ...shared, ...settings["ai-models"] }),
    logs: new Bucket(stack, "logs", { ...shared, ...settings.logs }),
    "static-assets": new Bucket(stack, "static-assets", {
      ...settings["static-assets"],
      accessLogs,
      ...staticAssetsAccess(stack, settings["static-assets"].name),
    }),
  };
  if (copies) {
    new BucketReplication(stack, "replication", {
      roleName: stack.named("phoenix-rooivalk-replication"),
      buckets: Object.fromEntries(
        (Object.keys(buckets) as BucketName[]).map((id) => [
          `replicate-${id}`,
          { source: buckets[id], destination: copies[id] },
        ]),
      ),
      // After a failover the replicas are read immediately, so only their own lifecycle rules move them to colder
      // classes.
      storageClass: "STANDARD",
      timeControl: true,
    });
  }
  return buckets;
}
