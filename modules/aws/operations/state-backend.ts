import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { S3BucketConfig } from "@cdktf/provider-aws/lib/s3-bucket";
import { Construct } from "constructs";
import { partitionArn } from "../account";
import { Key } from "../security/key";
import type { Statement } from "../security/policy";
import { Bucket } from "../storage/bucket";
import { LogBucket } from "../storage/log-bucket";

export interface StateBackendProps {
  /** Name of the bucket for states. The bucket for its access logs is named `<bucket>-logs`. */
  readonly bucket: string;

  /** Name of the DynamoDB table for locks. */
  readonly lockTable: string;

  /** Alias of the key, without its `alias/` prefix. */
  readonly keyName: string;

  /** Refuse deletion of the bucket, the table and the key. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the bucket for states that replace what this module sets. @default none */
  readonly overrides?: Partial<S3BucketConfig>;
}

/**
 * The bucket and the lock table of Terraform's S3 backend. A state contains every attribute of every resource, secrets
 * included, so the bucket accepts only requests over TLS and objects that its key encrypts. It keeps old versions for
 * ninety days.
 * https://developer.hashicorp.com/terraform/language/backend/s3
 */
export class StateBackend extends Construct {
  readonly bucketArn: string;
  readonly lockTableArn: string;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: StateBackendProps) {
    super(scope, id);
    const { bucket: bucketName, lockTable, keyName, deletionProtection = true, overrides } = props;
    const key = new Key(this, "key", { name: keyName, description: "Terraform states", deletionProtection });
    const logs = new LogBucket(this, "logs", { name: `${bucketName}-logs`, deletionProtection });
    const bucket = new Bucket(this, "bucket", {
      name: bucketName,
      key,
      accessLogs: logs,
      noncurrentExpirationDays: 90,
      policy: otherEncryptionDenied(partitionArn(this, "s3", bucketName), key.arn),
      deletionProtection,
      overrides,
    });
    const table = new DynamodbTable(this, "locks", {
      name: lockTable,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "LockID",
      attribute: [{ name: "LockID", type: "S" }],
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
      deletionProtectionEnabled: deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.bucketArn = bucket.arn;
    this.lockTableArn = table.arn;
    this.keyArn = key.arn;
  }
}

/** Denies encryption headers with another value. Requests without the header use the bucket's default. */
function otherEncryptionDenied(bucketArn: string, keyArn: string): Statement[] {
  const put = { effect: "Deny", actions: ["s3:PutObject"], resources: [`${bucketArn}/*`], principals: "*" } as const;
  return [
    {
      ...put,
      sid: "NoOtherEncryption",
      conditions: {
        StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
        Null: { "s3:x-amz-server-side-encryption": "false" },
      },
    },
    {
      ...put,
      sid: "NoOtherKey",
      conditions: {
        StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
        Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
      },
    },
  ];
}
