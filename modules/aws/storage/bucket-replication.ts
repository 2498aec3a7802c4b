import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { Construct } from "constructs";
import type { Statement } from "../security/policy";
import { grant, Role } from "../security/role";
import type { Bucket } from "./bucket";

/** One bucket and where its objects are copied to. */
export interface ReplicatedBucket {
  /** Keeps versions. */
  readonly source: Bucket;
  /** Keeps versions too; in any region. */
  readonly destination: Bucket;
  /** Of the rule. @default "ReplicateAll" */
  readonly ruleId?: string;
}

export interface BucketReplicationProps {
  /** Of the role that copies. */
  readonly roleName: string;

  /** By name. */
  readonly buckets: Readonly<Record<string, ReplicatedBucket>>;

  /** Class of the copies. @default "STANDARD_IA" */
  readonly storageClass?: string;

  /** Have S3 copy within fifteen minutes and measure it, for a fee per gigabyte. @default false */
  readonly timeControl?: boolean;
}

/** The one time S3 knows. */
const FIFTEEN_MINUTES = { status: "Enabled", time: { minutes: 15 } };

/**
 * Copies every new object of buckets, and every deletion, to other buckets with
 * one role. Objects from before stay where they are.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export class BucketReplication extends Construct {
  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const { roleName, buckets, storageClass = "STANDARD_IA", timeControl = false } = props;
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
            // Without it objects under a KMS key are skipped silently.
            sourceSelectionCriteria: source.key && { sseKmsEncryptedObjects: { status: "Enabled" } },
            destination: {
              bucket: destination.arn,
              storageClass,
              encryptionConfiguration: destination.key && { replicaKmsKeyId: destination.key.arn },
              replicationTime: timeControl ? FIFTEEN_MINUTES : undefined,
              metrics: timeControl ? { status: "Enabled", eventThreshold: { minutes: 15 } } : undefined,
            },
          },
        ],
      });
    }
  }
}

function statements(source: Bucket, destination: Bucket): Statement[] {
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
    // The second for the bucket's own key, which buckets here have S3 make: copies would fail without a word.
    all.push({ actions: ["kms:Encrypt", "kms:GenerateDataKey"], resources: [destination.key.arn] });
  }
  return all;
}
