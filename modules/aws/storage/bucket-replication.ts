import {
  S3BucketReplicationConfigurationA,
  type S3BucketReplicationConfigurationAConfig,
} from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { Construct } from "constructs";
import { addDefaultAlarms } from "../operations/default-alarms";
import type { Statement } from "../security/policy";
import { grant, Role } from "../security/role";
import { replicationAlarms } from "./alarms";
import type { IBucket } from "./bucket";

export interface ReplicatedBucket {
  /** Bucket whose objects are replicated; it must be versioned. */
  readonly source: IBucket;

  /** Bucket of the replicas, in any region; it must be versioned. */
  readonly destination: IBucket;

  /** Id of the replication rule. @default "ReplicateAll" */
  readonly ruleId?: string;
}

export interface BucketReplicationProps {
  /** Name of the role that S3 assumes to replicate. */
  readonly roleName: string;

  /** Pairs of buckets by name. */
  readonly buckets: Readonly<Record<string, ReplicatedBucket>>;

  /** Storage class of the replicas. @default "STANDARD_IA" */
  readonly storageClass?:
    | "STANDARD"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "INTELLIGENT_TIERING"
    | "GLACIER_IR"
    | "GLACIER"
    | "DEEP_ARCHIVE";

  /** Use Replication Time Control: S3 replicates within fifteen minutes and bills each GB. @default false */
  readonly timeControl?: boolean;

  /** Arguments of every `aws_s3_bucket_replication_configuration` that replace what this module sets. @default none */
  readonly overrides?: Partial<S3BucketReplicationConfigurationAConfig>;
}

/** Replication Time Control, for which S3 only accepts fifteen minutes. */
const FIFTEEN_MINUTES = { status: "Enabled", time: { minutes: 15 } };

/**
 * Replicates new objects of buckets, and deletions, to other buckets with one role. Objects from before the replication
 * are not copied.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export class BucketReplication extends Construct {
  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const { roleName, buckets, storageClass = "STANDARD_IA", timeControl = false, overrides } = props;
    const role = new Role(this, "role", {
      name: roleName,
      assumedBy: "s3.amazonaws.com",
      description: "Copies objects to another region",
    });
    for (const [name, { source, destination, ruleId = "ReplicateAll" }] of Object.entries(buckets)) {
      grant(role, `replicate-${name}`, ...statements(source, destination));
      new S3BucketReplicationConfigurationA(this, name, {
        bucket: source.nameWithVersions,
        role: role.arn,
        rule: [
          {
            id: ruleId,
            status: "Enabled",
            filter: {},
            deleteMarkerReplication: { status: "Enabled" },
            // Without this argument, S3 skips objects that a KMS key encrypts, without an error.
            sourceSelectionCriteria: source.key && { sseKmsEncryptedObjects: { status: "Enabled" } },
            destination: {
              bucket: destination.arn,
              storageClass,
              encryptionConfiguration: destination.key && { replicaKmsKeyId: destination.key.arn },
              replicationTime: timeControl ? FIFTEEN_MINUTES : undefined,
              metrics: { status: "Enabled", eventThreshold: timeControl ? { minutes: 15 } : undefined },
            },
          },
        ],
        ...overrides,
      });
      const alarms = new Construct(this, `${name}-alarms`);
      const replication = { source: source.name, destination: destination.name, ruleId };
      addDefaultAlarms(alarms, `${roleName}-${name}`, replicationAlarms(replication));
    }
  }
}

function statements(source: IBucket, destination: IBucket): Statement[] {
  const all: Statement[] = [
    { actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: [source.arn] },
    {
      actions: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      resources: [`${source.arn}/*`],
    },
    {
      actions: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      resources: [`${destination.arn}/*`],
    },
  ];
  if (source.key) {
    all.push({ actions: ["kms:Decrypt"], resources: [source.key.arn] });
  }
  if (destination.key) {
    // A bucket key requires GenerateDataKey. Without this permission the replication fails without an error.
    all.push({ actions: ["kms:Encrypt", "kms:GenerateDataKey"], resources: [destination.key.arn] });
  }
  return all;
}
