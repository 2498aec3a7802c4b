import { readByDistributions } from "@modules/aws/cdn/bucket-origin";
import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { BucketReplication } from "@modules/aws/storage/bucket-replication";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface Buckets {
  /** Receives access logs of the others. */
  readonly accessLogs: LogBucket;
  readonly userUploads: Bucket;
  readonly staticAssets: Bucket;
  readonly backups: Bucket;
  readonly data: Bucket;
}

/** To colder classes after one and three months; gone after seven years. */
const ARCHIVED = { transitionToIaDays: 30, transitionToGlacierDays: 90, expirationDays: 2555 };

/** Where objects of another region are copied to. */
export type Copies = Readonly<Record<"backups" | "data", Bucket>>;

/** @param copies receive every object of the buckets of their names, if there are any */
export function addBuckets(stack: AwsStack<DafnckmachineEnvironment>, key: IKey, copies?: Copies): Buckets {
  const { deletionProtection } = stack.environment;
  const accessLogs = new LogBucket(stack, "access-logs", {
    name: stack.named("dafnckmachine-access-logs"),
    deletionProtection,
  });
  const shared = { accessLogs, deletionProtection };
  const backups = new Bucket(stack, "backups", {
    ...shared,
    ...ARCHIVED,
    name: stack.named("dafnckmachine-backups"),
    key,
  });
  const data = new Bucket(stack, "data", {
    ...shared,
    name: stack.named(`dafnck-machine-data-${stack.region}`),
    key,
  });
  if (copies) {
    new BucketReplication(stack, "replication", {
      roleName: stack.named("replication-role"),
      buckets: {
        backups: { source: backups, destination: copies.backups },
        data: { source: data, destination: copies.data },
      },
    });
  }
  const staticAssets = stack.named("dafnckmachine-static-assets");
  return {
    accessLogs,
    userUploads: new Bucket(stack, "user-uploads", {
      ...shared,
      ...ARCHIVED,
      name: stack.named("dafnckmachine-user-uploads"),
    }),
    staticAssets: new Bucket(stack, "static-assets", {
      ...shared,
      name: staticAssets,
      policy: [readByDistributions(stack, staticAssets, "assets/")],
      // Built from the repository, which has the versions.
      versioned: false,
    }),
    backups,
    data,
  };
}
