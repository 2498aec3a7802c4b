import { fail } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf, partitionArn } from "../account";
import { dnsSuffixOf } from "../partition";
import type { IKey } from "../security/key";
import type { IRole } from "../security/role";
import { grantGet, grantPut, grantRead, grantReadWrite } from "./bucket-grants";

/** Attributes of an existing bucket. */
export interface BucketAttributes {
  readonly name: string;

  /** Customer key that encrypts the bucket; grants include it. @default none: S3 encrypts with its own keys */
  readonly key?: IKey;

  /** Region of the bucket. @default the stack's region */
  readonly region?: string;

  /** Whether the bucket is versioned, which replication and trust stores require. @default true */
  readonly versioned?: boolean;
}

/**
 * The result of `Bucket.fromExisting`.
 *
 * @internal
 */
export class ExistingBucket extends Construct {
  readonly arn: string;
  readonly name: string;
  readonly nameWithPolicy: string;
  readonly regionalDomainName: string;
  readonly key: IKey | undefined;

  private readonly versioned: boolean;

  constructor(scope: Construct, id: string, attributes: BucketAttributes) {
    super(scope, id);
    const { name, key, region = accountOf(this).region, versioned = true } = attributes;
    this.arn = partitionArn(this, "s3", name);
    this.name = name;
    this.nameWithPolicy = name;
    this.regionalDomainName = `${name}.s3.${region}.${dnsSuffixOf(region)}`;
    this.key = key;
    this.versioned = versioned;
  }

  get nameWithVersions(): string {
    if (!this.versioned) {
      fail(this, "versioned", "true where versions are needed", false);
    }
    return this.name;
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
}
