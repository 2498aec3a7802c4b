import {
  StorageBucket,
  type StorageBucketConfig,
  type StorageBucketLifecycleRule,
} from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { addDefaultAlerts } from "../operations/default-alerts";
import type { IKey } from "../security/key";
import type { IPrincipal } from "../security/principal";
import { bucketAlerts } from "./bucket-alerts";

export interface IBucket extends IConstruct {
  readonly name: string;

  /** Allows the principal to list and read objects. */
  grantRead(principal: IPrincipal): void;

  /** Allows the principal to create objects. It can neither read, replace nor delete existing objects. */
  grantCreate(principal: IPrincipal): void;
}

export type StorageClass = "NEARLINE" | "COLDLINE" | "ARCHIVE";

export interface BucketProps {
  /** Name of the bucket: 3 to 63 lower-case letters, digits and hyphens; unique in all of Google Cloud. */
  readonly name: string;

  /** A region, or a multi-region such as `US`. A change replaces the bucket. */
  readonly location: string;

  /** Key in the location of the bucket; `us` for the multi-region `US`. */
  readonly key: IKey;

  /** Class of new objects. @default "STANDARD" */
  readonly storageClass?: "STANDARD" | StorageClass;

  /** Keep overwritten and deleted objects as noncurrent versions. @default true */
  readonly versioned?: boolean;

  /** Days after which an object moves to a colder class, more for each colder one. @default {}, objects never move */
  readonly transitionDays?: Readonly<Partial<Record<StorageClass, number>>>;

  /** Days that a noncurrent version is kept, at least 1. @default 90 */
  readonly oldVersionDays?: number;

  /** Days in which deleted objects, and the bucket itself, can be restored: 0, or 7 to 90. @default 30 */
  readonly softDeleteDays?: number;

  /** Refuse deletion by Terraform. Google refuses it in any case while the bucket has objects. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<StorageBucketConfig>;
}

export interface BucketAttributes {
  readonly name: string;
}

/**
 * A private Cloud Storage bucket that neither ACLs nor policies can open to the public. Audit logs of reads and writes
 * need an audit configuration of the project.
 */
export class Bucket extends Construct implements IBucket {
  /** A bucket that another stack, tool or project owns. Grants add members to its policy. */
  static fromExisting(scope: Construct, id: string, { name }: BucketAttributes): IBucket {
    return new ExistingBucket(scope, id, name);
  }

  readonly name: string;

  private readonly bucket: string;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const { name, location, key, storageClass = "STANDARD", versioned = true, transitionDays = {} } = props;
    const { oldVersionDays = 90, softDeleteDays = 30, deletionProtection = true, overrides } = props;
    checkWholeNumber(this, "oldVersionDays", oldVersionDays, 1);
    const restorable = Number.isInteger(softDeleteDays) && softDeleteDays >= 7 && softDeleteDays <= 90;
    check(this, softDeleteDays === 0 || restorable, "softDeleteDays", "0, or 7 to 90", softDeleteDays);
    checkOrder(this, transitionDays);
    const bucket = new StorageBucket(this, "Default", {
      name,
      location,
      storageClass,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      forceDestroy: false,
      versioning: { enabled: versioned },
      encryption: { defaultKmsKeyName: key.id },
      softDeletePolicy: { retentionDurationSeconds: softDeleteDays * 24 * 60 * 60 },
      lifecycleRule: rules(transitionDays, versioned ? oldVersionDays : undefined),
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    addDefaultAlerts(this, name, bucketAlerts(name));
    this.name = name;
    this.bucket = bucket.name;
  }

  grantRead(principal: IPrincipal): void {
    grantRead(this, this.bucket, principal);
  }

  grantCreate(principal: IPrincipal): void {
    grantCreate(this, this.bucket, principal);
  }
}

class ExistingBucket extends Construct implements IBucket {
  readonly name: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.name = name;
  }

  grantRead(principal: IPrincipal): void {
    grantRead(this, this.name, principal);
  }

  grantCreate(principal: IPrincipal): void {
    grantCreate(this, this.name, principal);
  }
}

function grantRead(bucket: IBucket, name: string, principal: IPrincipal): void {
  grant(principal, `read-${bucket.node.id}`, name, "roles/storage.objectViewer");
}

function grantCreate(bucket: IBucket, name: string, principal: IPrincipal): void {
  grant(principal, `create-in-${bucket.node.id}`, name, "roles/storage.objectCreator");
}

function grant(principal: IPrincipal, id: string, bucket: string, role: string): void {
  new StorageBucketIamMember(principal, id, { bucket, role, member: principal.member });
}

const COLDER: readonly StorageClass[] = ["NEARLINE", "COLDLINE", "ARCHIVE"];

/** Each colder class needs more days than the class before, or no object would ever be in that one. */
function checkOrder(scope: Construct, days: NonNullable<BucketProps["transitionDays"]>): void {
  const order = COLDER.filter((storageClass) => days[storageClass] !== undefined);
  for (const [index, storageClass] of order.entries()) {
    const least = index > 0 ? days[order[index - 1]!]! + 1 : 0;
    checkWholeNumber(scope, `transitionDays.${storageClass}`, days[storageClass]!, least);
  }
}

function rules(
  transitionDays: NonNullable<BucketProps["transitionDays"]>,
  oldVersionDays: number | undefined,
): StorageBucketLifecycleRule[] {
  return [
    ...COLDER.filter((storageClass) => transitionDays[storageClass] !== undefined).map((storageClass) => ({
      action: { type: "SetStorageClass", storageClass },
      condition: { age: transitionDays[storageClass]! },
    })),
    ...(oldVersionDays === undefined
      ? []
      : [
          {
            action: { type: "Delete" },
            condition: { daysSinceNoncurrentTime: oldVersionDays, withState: "ARCHIVED" },
          },
        ]),
    // Parts of unfinished uploads cost as much as objects, and no listing shows them.
    { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
  ];
}
