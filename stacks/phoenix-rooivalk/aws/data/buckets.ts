import { decryptByDistributions, readByDistributions } from "@modules/aws/cdn/bucket-origin";
import { type IKey, Key } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { BucketReplication } from "@modules/aws/storage/bucket-replication";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { type BucketName, bucketSettings } from "./bucket-settings";

export type Buckets = Readonly<Record<BucketName, Bucket>>;

/** Begins the keys of what the CDN serves. */
const SERVED = "static/";

/** @param copies receive every object of the buckets of their names, if there are any */
export function addBuckets(stack: AwsStack<PhoenixRooivalkEnvironment>, key: IKey, copies?: Buckets): Buckets {
  const { deletionProtection, security } = stack.environment;
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
      // A key of its own: the CDN decrypts with it, and must not what the others hold.
      key: new Key(stack, "static-assets-key", {
        name: stack.named("phoenix-rooivalk-static-assets"),
        description: "Static assets, which distributions read",
        policy: [decryptByDistributions(stack)],
        deletionWindowDays: security.keyDeletionWindowDays,
        deletionProtection,
      }),
      policy: [readByDistributions(stack, settings["static-assets"].name, SERVED)],
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
      // After a failover they are what is read; they age like the originals.
      storageClass: "STANDARD",
      timeControl: true,
    });
  }
  return buckets;
}
