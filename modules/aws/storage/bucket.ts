import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";
import { policyDocument, type Statement } from "../security/policy";
import { grant, type IRole } from "../security/role";
import { addLifecycle, type Lifecycle } from "./bucket-lifecycle";

export interface IBucket extends IConstruct {
  readonly arn: string;
  readonly name: string;
  /** @param prefix begins the keys it covers, such as `reports/`; all when left out */
  grantRead(role: IRole, prefix?: string): void;
  /** Writes without reading or deleting. */
  grantPut(role: IRole, prefix?: string): void;
  /** Reads, writes and deletes; older versions stay. */
  grantReadWrite(role: IRole, prefix?: string): void;
}

export interface BucketProps extends Lifecycle {
  /** 3 to 63 lower-case letters, digits and hyphens; unique in all of AWS. */
  readonly name: string;

  /** @default keys of S3 (SSE-S3) */
  readonly key?: IKey;

  /** Keep what is overwritten or deleted. Once on it can only be suspended. @default true */
  readonly versioned?: boolean;

  /** Bucket that receives a record of each request, under `<name>/`. @default none */
  readonly accessLogs?: Bucket;

  /** Added to the policy that refuses requests without TLS. @default none */
  readonly policy?: readonly Statement[];

  /** Refuse deletion by Terraform; without it a bucket goes with its objects. @default true */
  readonly deletionProtection?: boolean;
}

/** A private, encrypted bucket that ACLs cannot open and that answers over TLS only. */
export class Bucket extends Construct implements IBucket {
  readonly arn: string;
  readonly name: string;
  /** The name, for a delivery of logs: a service tries it once, which fails before the policy stands. */
  readonly nameWithPolicy: string;
  /** Where it answers without redirecting to its region, as a CDN asks. */
  readonly regionalDomainName: string;
  readonly key: IKey | undefined;

  private readonly versions: S3BucketVersioningA | undefined;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const { name, key, versioned = true, accessLogs, policy = [], deletionProtection = true } = props;
    if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) {
      throw new Error(
        `${this.node.path}: name must be 3 to 63 lower-case letters, digits and inner hyphens, got ${name}`,
      );
    }
    const bucket = new S3Bucket(this, "Default", {
      bucket: name,
      forceDestroy: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.arn = bucket.arn;
    this.name = bucket.bucket;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.key = key;
    this.addEncryption();
    this.nameWithPolicy = this.addPolicy(policy);
    this.versions = versioned
      ? new S3BucketVersioningA(this, "versioning", {
          bucket: this.name,
          versioningConfiguration: { status: "Enabled" },
        })
      : undefined;
    addLifecycle(this, this.name, this.versions, props);
    if (accessLogs) {
      new S3BucketLoggingA(this, "access-logs", {
        bucket: this.name,
        targetBucket: accessLogs.nameWithPolicy,
        targetPrefix: `${name}/`,
      });
    }
  }

  /** The name, for what needs versions, such as a replication, which S3 refuses before they are kept. */
  get nameWithVersions(): string {
    if (!this.versions) {
      throw new Error(`${this.node.path}: versioned must be true where its versions are needed, got false`);
    }
    return this.versions.bucket;
  }

  grantRead(role: IRole, prefix = ""): void {
    this.grant(role, "read", ["s3:GetObject"], ["kms:Decrypt"], prefix, true);
  }

  grantPut(role: IRole, prefix = ""): void {
    // S3 decrypts the parts of a multipart upload to put them together.
    const keyActions = ["kms:Decrypt", "kms:GenerateDataKey"];
    this.grant(role, "put", ["s3:PutObject", "s3:AbortMultipartUpload"], keyActions, prefix, false);
  }

  grantReadWrite(role: IRole, prefix = ""): void {
    const actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"];
    this.grant(role, "read-write", actions, ["kms:Decrypt", "kms:GenerateDataKey"], prefix, true);
  }

  private grant(
    role: IRole,
    verb: string,
    actions: readonly string[],
    keyActions: readonly string[],
    prefix: string,
    list: boolean,
  ): void {
    const statements: Statement[] = [{ actions, resources: [`${this.arn}/${prefix}*`] }];
    if (list) {
      statements.push({
        actions: ["s3:ListBucket"],
        resources: [this.arn],
        conditions: prefix ? { StringLike: { "s3:prefix": `${prefix}*` } } : undefined,
      });
    }
    if (this.key) {
      statements.push({ actions: keyActions, resources: [this.key.arn] });
    }
    const words = prefix.split(/[^A-Za-z0-9]+/).filter(Boolean);
    grant(role, [verb, this.node.id, ...words].join("-"), ...statements);
  }

  private addEncryption(): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.name,
      rule: [
        {
          applyServerSideEncryptionByDefault: this.key
            ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.key.arn }
            : { sseAlgorithm: "AES256" },
          // One call to KMS for many objects.
          bucketKeyEnabled: this.key !== undefined,
        },
      ],
    });
  }

  private addPolicy(policy: readonly Statement[]): string {
    const ownership = new S3BucketOwnershipControls(this, "ownership", {
      bucket: this.name,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket: this.name,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    return new S3BucketPolicy(this, "policy", {
      bucket: this.name,
      policy: policyDocument(
        {
          sid: "TlsOnly",
          effect: "Deny",
          actions: ["s3:*"],
          resources: [this.arn, `${this.arn}/*`],
          principals: "*",
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
        ...policy,
      ),
      // S3 refuses several of these changes to one bucket at the same time.
      dependsOn: [publicAccess, ownership],
    }).bucket;
  }
}
