import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { ARCHIVE_LIFECYCLE, type ReplicatedBuckets } from "./data/buckets";

export interface CopiesProps {
  /** KMS key in the buckets' region. */
  readonly key: IKey;
}

/** Destination buckets of the S3 replication, in another region; applied before the data stack, which refers to them. */
export class CopiesStack extends AwsStack<DafnckmachineEnvironment> {
  readonly buckets: ReplicatedBuckets;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, { key }: CopiesProps, region: string) {
    super(scope, environment, "copies", { region });
    const { deletionProtection } = environment;
    const accessLogs = new LogBucket(this, "access-logs", {
      name: this.named(`dafnckmachine-access-logs-${region}`),
      deletionProtection,
    });
    const shared = { accessLogs, key, deletionProtection };
    this.buckets = {
      backups: new Bucket(this, "backups", {
        ...shared,
        name: this.named("dafnckmachine-backup-west"),
        // Replication already writes objects in the infrequent-access class.
        ...ARCHIVE_LIFECYCLE,
        transitionToIaDays: undefined,
      }),
      // The objects have S3's own encryption, and their replicas keep it.
      uploads: new Bucket(this, "uploads", {
        accessLogs,
        deletionProtection,
        name: this.named(`dafnckmachine-user-uploads-${region}`),
        ...ARCHIVE_LIFECYCLE,
        transitionToIaDays: undefined,
      }),
      data: new Bucket(this, "data", { ...shared, name: this.named(`dafnck-machine-data-${region}`) }),
    };
  }
}
