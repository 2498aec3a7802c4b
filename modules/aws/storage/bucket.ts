import { S3Bucket, type S3BucketConfig } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { checkPattern, fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";
import { policyDocument, type Statement } from "../security/policy";
import type { IRole } from "../security/role";
import { grantGet, grantPut, grantRead, grantReadWrite } from "./bucket-grants";
import { addLifecycle, type Lifecycle } from "./bucket-lifecycle";
import { type BucketAttributes, ExistingBucket } from "./existing-bucket";

export interface IBucket extends IConstruct {
  readonly arn: string;
  readonly name: string;

  /**
   * The name as an attribute of the bucket's policy. Use it for resources that deliver logs, so that Terraform creates
   * them after the policy: AWS checks the permission when it creates them.
   */
  readonly nameWithPolicy: string;

  /**
   * The name as an attribute of the bucket's versioning. Use it for resources that need versions, such as a
   * replication, so that Terraform creates them after versioning is enabled.
   * @throws when the bucket is not versioned
   */
  readonly nameWithVersions: string;

  /** Domain name of the bucket in its region, which responds to a CDN without a redirect. */
  readonly regionalDomainName: string;

  /** Customer key that encrypts the objects. */
  readonly key: IKey | undefined;

  /**
   * Allows a role to read objects and to list keys.
   * @param prefix prefix of the keys, such as `reports/`; by default all keys
   */
  grantRead(role: IRole, prefix?: string): void;

  /** Allows a role to read objects whose keys it knows, but not to list them. */
  grantGet(role: IRole, prefix?: string): void;

  /** Allows a role to write objects, but not to read or delete them. */
  grantPut(role: IRole, prefix?: string): void;

  /** Allows a role to read, list, write and delete objects, but not to delete noncurrent versions. */
  grantReadWrite(role: IRole, prefix?: string): void;
}

export interface BucketProps extends Lifecycle {
  /**
   * Name of the bucket: 3 to 63 lower-case letters, digits and inner hyphens; unique in all of AWS. A change replaces
   * the bucket.
   */
  readonly name: string;

  /** Customer key that encrypts the objects. @default S3's own keys (SSE-S3) */
  readonly key?: IKey;

  /** Keep objects that are overwritten or deleted. Versioning can later be suspended but not removed. @default true */
  readonly versioned?: boolean;

  /** Bucket that receives a record of each request, under `<name>/`. @default none */
  readonly accessLogs?: IBucket;

  /** Statements added to the bucket's policy, which denies requests without TLS. @default none */
  readonly policy?: readonly Statement[];

  /** Refuse deletion by Terraform. An unprotected bucket is deleted together with its objects. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_s3_bucket` that replace what this module sets. @default none */
  readonly overrides?: Partial<S3BucketConfig>;
}

/** A private, encrypted bucket. No ACL or policy can make it public, and it refuses requests without TLS. */
export class Bucket extends Construct implements IBucket {
  /** An existing bucket. Grants add policies to roles and leave the bucket's policy alone. */
  static fromExisting(scope: Construct, id: string, attributes: BucketAttributes): IBucket {
    return new ExistingBucket(scope, id, attributes);
  }

  readonly arn: string;
  readonly name: string;
  readonly nameWithPolicy: string;
  readonly regionalDomainName: string;
  readonly key: IKey | undefined;

  private readonly versions: S3BucketVersioningA | undefined;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const { name, key, versioned = true, accessLogs, policy = [], deletionProtection = true, overrides } = props;
    checkPattern(
      this,
      "name",
      name,
      /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      "3 to 63 lower-case letters, digits and inner hyphens",
    );
    const bucket = new S3Bucket(this, "Default", {
      bucket: name,
      forceDestroy: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
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

  get nameWithVersions(): string {
    if (!this.versions) {
      fail(this, "versioned", "true where versions are needed", false);
    }
    return this.versions.bucket;
  }

  grantRead(role: IRole, prefix?: string): void {
    grantRead(this, role, prefix);
  }

  grantGet(role: IRole, prefix?: string): void {
    grantGet(this, role, prefix);
  }

  grantPut(role: IRole, prefix?: string): void {
    grantPut(this, role, prefix);
  }

  grantReadWrite(role: IRole, prefix?: string): void {
    grantReadWrite(this, role, prefix);
  }

  private addEncryption(): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.name,
      rule: [
        {
          applyServerSideEncryptionByDefault: this.key
            ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.key.arn }
            : { sseAlgorithm: "AES256" },
          // With a bucket key, S3 encrypts many objects with one request to KMS.
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
      // S3 refuses simultaneous changes of these settings with OperationAborted.
      dependsOn: [publicAccess, ownership],
    }).bucket;
  }
}
