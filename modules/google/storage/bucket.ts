import { StorageBucket, type StorageBucketLifecycleRule } from "@cdktf/provider-google/lib/storage-bucket";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";

/** Who can be granted something: a service account, or an identity from elsewhere. */
export interface IPrincipal extends IConstruct {
  /** As policies name it: `serviceAccount:...` or `principalSet://...`. */
  readonly member: string;
}

export interface IBucket extends IConstruct {
  readonly name: string;
  grantRead(principal: IPrincipal): void;
  grantCreate(principal: IPrincipal): void;
}

export type StorageClass = "NEARLINE" | "COLDLINE" | "ARCHIVE";

export interface BucketProps {
  /** 3 to 63 lower-case letters, digits and hyphens; unique in all of Google Cloud. */
  readonly name: string;

  /** A region, or `US`, the whole of the United States; can never be changed. */
  readonly location: string;

  /** Of the location, which is `us` for `US`. */
  readonly key: IKey;

  /** Class of new objects. @default "STANDARD" */
  readonly storageClass?: "STANDARD" | StorageClass;

  /** Keep what is overwritten or deleted. @default true */
  readonly versioned?: boolean;

  /** Days after which an object moves to a colder, cheaper class. @default it never moves */
  readonly transitionDays?: Readonly<Partial<Record<StorageClass, number>>>;

  /** Days an overwritten or deleted version is kept. @default 90 */
  readonly oldVersionDays?: number;

  /** Days in which what was deleted, the bucket included, can be restored: 0, or 7 to 90. @default 30 */
  readonly softDeleteDays?: number;

  /** Refuse deletion by Terraform; Google refuses it in any case while there is an object. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * A private bucket, which neither ACLs nor policies can open to the public. Who
 * reads and writes is in the project's audit logs only where an audit
 * configuration of the project turns them on for storage.
 */
export class Bucket extends Construct implements IBucket {
  readonly name: string;

  private readonly bucket: string;

  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const { name, location, key, storageClass = "STANDARD", versioned = true, transitionDays = {} } = props;
    const { oldVersionDays = 90, softDeleteDays = 30, deletionProtection = true } = props;
    this.check("oldVersionDays", Number.isInteger(oldVersionDays) && oldVersionDays >= 1, "at least 1", oldVersionDays);
    this.check(
      "softDeleteDays",
      softDeleteDays === 0 || (Number.isInteger(softDeleteDays) && softDeleteDays >= 7 && softDeleteDays <= 90),
      "0, or 7 to 90",
      softDeleteDays,
    );
    this.checkOrder(transitionDays);
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
    });
    this.name = name;
    this.bucket = bucket.name;
  }

  grantRead(principal: IPrincipal): void {
    this.grant(principal, "read", "roles/storage.objectViewer");
  }

  /** New objects only: what there is it can neither read nor replace nor delete. */
  grantCreate(principal: IPrincipal): void {
    this.grant(principal, "create-in", "roles/storage.objectCreator");
  }

  private grant(principal: IPrincipal, verb: string, role: string): void {
    new StorageBucketIamMember(principal, `${verb}-${this.node.id}`, {
      bucket: this.bucket,
      role,
      member: principal.member,
    });
  }

  /** A colder class comes later, or an object would never reach it. */
  private checkOrder(days: NonNullable<BucketProps["transitionDays"]>): void {
    const order = COLDER.filter((storageClass) => days[storageClass] !== undefined);
    for (const [index, storageClass] of order.entries()) {
      const least = index > 0 ? days[order[index - 1]!]! + 1 : 0;
      const value = days[storageClass]!;
      this.check(
        `transitionDays.${storageClass}`,
        Number.isInteger(value) && value >= least,
        `at least ${least}`,
        value,
      );
    }
  }

  private check(prop: string, holds: boolean, rule: string, got: unknown): void {
    if (!holds) {
      throw new Error(`${this.node.path}: ${prop} must be ${rule}, got ${got}`);
    }
  }
}

const COLDER: readonly StorageClass[] = ["NEARLINE", "COLDLINE", "ARCHIVE"];

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
    // Parts of uploads that nobody finished cost like objects and are not seen.
    { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
  ];
}
