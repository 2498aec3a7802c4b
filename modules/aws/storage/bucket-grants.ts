import type { IConstruct } from "constructs";
import type { IKey } from "../security/key";
import type { Statement } from "../security/policy";
import { grant, type IRole } from "../security/role";

interface GrantedBucket extends IConstruct {
  readonly arn: string;
  readonly key: IKey | undefined;
}

interface Permissions {
  /** First word of the policy's name. */
  readonly verb: string;
  /** Actions on objects. */
  readonly objects: readonly string[];
  /** Actions on the bucket's key. */
  readonly key: readonly string[];
  /** Whether the role may also list the keys of objects. */
  readonly list: boolean;
}

const READ: Permissions = { verb: "read", objects: ["s3:GetObject"], key: ["kms:Decrypt"], list: true };

const GET: Permissions = { ...READ, verb: "get", list: false };

const PUT: Permissions = {
  verb: "put",
  objects: ["s3:PutObject", "s3:AbortMultipartUpload"],
  // S3 decrypts the parts of a multipart upload when it assembles them.
  key: ["kms:Decrypt", "kms:GenerateDataKey"],
  list: false,
};

const READ_WRITE: Permissions = {
  verb: "read-write",
  objects: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
  key: ["kms:Decrypt", "kms:GenerateDataKey"],
  list: true,
};

/** Allows a role to read objects. @param prefix prefix of the keys that the role may read */
export function grantRead(bucket: GrantedBucket, role: IRole, prefix = ""): void {
  grantOn(bucket, role, READ, prefix);
}

/**
 * Allows a role to read objects whose keys it knows, but not to list them. S3 responds with 403 for an object that does
 * not exist.
 */
export function grantGet(bucket: GrantedBucket, role: IRole, prefix = ""): void {
  grantOn(bucket, role, GET, prefix);
}

/** Allows a role to write objects, but not to read or delete them. */
export function grantPut(bucket: GrantedBucket, role: IRole, prefix = ""): void {
  grantOn(bucket, role, PUT, prefix);
}

/** Allows a role to read, write and delete objects, but not to delete noncurrent versions. */
export function grantReadWrite(bucket: GrantedBucket, role: IRole, prefix = ""): void {
  grantOn(bucket, role, READ_WRITE, prefix);
}

function grantOn(bucket: GrantedBucket, role: IRole, { verb, objects, key, list }: Permissions, prefix: string): void {
  const statements: Statement[] = [{ actions: objects, resources: [`${bucket.arn}/${prefix}*`] }];
  if (list) {
    statements.push({
      actions: ["s3:ListBucket"],
      resources: [bucket.arn],
      conditions: prefix ? { StringLike: { "s3:prefix": `${prefix}*` } } : undefined,
    });
  }
  if (bucket.key) {
    statements.push({ actions: key, resources: [bucket.key.arn] });
  }
  const words = prefix.split(/[^A-Za-z0-9]+/).filter(Boolean);
  grant(role, [verb, bucket.node.id, ...words].join("-"), ...statements);
}
