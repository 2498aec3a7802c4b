import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";
import { Key } from "../security/key";
import type { Statement } from "../security/policy";
import { Bucket } from "../storage/bucket";
import { LogBucket } from "../storage/log-bucket";

export interface StateBackendProps {
  /** Bucket of the states; the bucket of its access logs is named `<bucket>-logs`. */
  readonly bucket: string;

  /** Table of the locks. */
  readonly lockTable: string;

  /** Alias of the key. */
  readonly keyName: string;

  /** @default true */
  readonly deletionProtection?: boolean;
}

/**
 * Where Terraform keeps states and locks. A state holds everything a plan ever
 * read, so the bucket takes TLS and its own key only and keeps old versions for
 * ninety days.
 * https://developer.hashicorp.com/terraform/language/backend/s3
 */
export class StateBackend extends Construct {
  readonly bucketArn: string;
  readonly lockTableArn: string;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: StateBackendProps) {
    super(scope, id);
    const { bucket: bucketName, lockTable, keyName, deletionProtection = true } = props;
    const key = new Key(this, "key", { name: keyName, description: "Terraform states", deletionProtection });
    const logs = new LogBucket(this, "logs", { name: `${bucketName}-logs`, deletionProtection });
    const bucket = new Bucket(this, "bucket", {
      name: bucketName,
      key,
      accessLogs: logs,
      noncurrentExpirationDays: 90,
      policy: otherEncryptionDenied(`arn:aws:s3:::${bucketName}`, key.arn),
      deletionProtection,
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

/** A request that names no encryption gets the bucket's own, so only other ones are refused. */
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
