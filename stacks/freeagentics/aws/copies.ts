import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { type ReplicatedBuckets, SOURCE_LIFECYCLE } from "./data/buckets";

export interface CopiesProps {
  /** KMS key in the buckets' region. */
  readonly key: IKey;
}

/** Destination buckets of the S3 replication, in another region; applied before the data stack, which refers to them. */
export class CopiesStack extends AwsStack<FreeagenticsEnvironment> {
  readonly buckets: ReplicatedBuckets;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, { key }: CopiesProps, region: string) {
    super(scope, environment, "copies", { region });
    const { backups, deletionProtection } = environment;
    const accessLogs = new LogBucket(this, "access-logs", {
      name: this.named(`freeagentics-access-logs-${region}`),
      deletionProtection,
    });
    const shared = { accessLogs, key, deletionProtection };
    this.buckets = {
      uploads: new Bucket(this, "uploads", { ...shared, name: this.named(`freeagentics-user-uploads-${region}`) }),
      backups: new Bucket(this, "backups", {
        ...shared,
        name: this.named(`freeagentics-backups-${region}`),
        expirationDays: backups.dumpRetentionDays,
        noncurrentExpirationDays: 7,
      }),
      sources: new Bucket(this, "sources", {
        ...shared,
        name: this.named(`freeagentics-source-backups-${region}`),
        // Replication already writes objects in the infrequent-access class.
        ...SOURCE_LIFECYCLE,
        transitionToIaDays: undefined,
      }),
    };
  }
}
