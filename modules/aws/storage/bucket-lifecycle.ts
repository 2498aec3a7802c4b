import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { check } from "@modules/core/checks";
import type { Construct } from "constructs";

/** Ages at which objects move to cheaper storage classes. */
export interface Transitions {
  /**
   * Days until objects move to Intelligent-Tiering, which moves objects that are not read to cheaper tiers
   * automatically. Not with other classes. @default never
   */
  readonly transitionToIntelligentTieringDays?: number;

  /** Days until objects move to Standard-IA, at least 30. @default never */
  readonly transitionToIaDays?: number;

  /** Days until objects move to Glacier Flexible Retrieval, at least 30 after Standard-IA; reading then needs a restore. @default never */
  readonly transitionToGlacierDays?: number;

  /** Days until objects move to Deep Archive, at least 90 after Glacier Flexible Retrieval. @default never */
  readonly transitionToDeepArchiveDays?: number;
}

/** Lifecycle rules of a bucket. Days count from the creation of an object. */
export interface Lifecycle extends Transitions {
  /** Days until objects are deleted, after the last transition. @default never */
  readonly expirationDays?: number;

  /** Days that a noncurrent version is kept after it was overwritten or deleted. @default 90 */
  readonly noncurrentExpirationDays?: number;

  /** Id of the rule for all objects. @default "age" */
  readonly lifecycleRuleId?: string;

  /** Additional transitions of objects whose keys begin with a prefix, such as `archive/`. @default none */
  readonly prefixTransitions?: Readonly<Record<string, Transitions>>;
}

/**
 * Adds the lifecycle rules of a bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export function addLifecycle(
  scope: Construct,
  bucket: string,
  versioning: S3BucketVersioningA | undefined,
  props: Lifecycle,
): void {
  const { expirationDays, noncurrentExpirationDays = 90, lifecycleRuleId = "age", prefixTransitions = {} } = props;
  checkTransitions(scope, props);
  const versioned = versioning !== undefined;
  const rule: S3BucketLifecycleConfigurationRule[] = [
    {
      id: lifecycleRuleId,
      status: "Enabled",
      filter: [{ prefix: "" }],
      transition: transitions(props),
      expiration: expiration(versioned, expirationDays),
      noncurrentVersionExpiration: versioned ? [{ noncurrentDays: noncurrentExpirationDays }] : undefined,
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
    ...Object.entries(prefixTransitions).map(([prefix, moves]) => {
      checkTransitions(scope, moves, `prefixTransitions.${prefix}.`);
      return { id: `age-${prefix}`, status: "Enabled", filter: [{ prefix }], transition: transitions(moves) };
    }),
  ];
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket,
    rule,
    // S3 refuses simultaneous changes of these settings with OperationAborted.
    dependsOn: versioning && [versioning],
  });
}

function transitions(props: Transitions): { days: number; storageClass: string }[] | undefined {
  const all = [
    { days: props.transitionToIntelligentTieringDays, storageClass: "INTELLIGENT_TIERING" },
    { days: props.transitionToIaDays, storageClass: "STANDARD_IA" },
    { days: props.transitionToGlacierDays, storageClass: "GLACIER" },
    { days: props.transitionToDeepArchiveDays, storageClass: "DEEP_ARCHIVE" },
  ].flatMap(({ days, storageClass }) => (days === undefined ? [] : [{ days, storageClass }]));
  return all.length > 0 ? all : undefined;
}

/**
 * Expiration of objects. S3 accepts either days or the removal of expired delete markers; with days it removes the
 * markers, too.
 */
function expiration(versioned: boolean, days: number | undefined): S3BucketLifecycleConfigurationRule["expiration"] {
  if (days !== undefined) {
    return [{ days }];
  }
  return versioned ? [{ expiredObjectDeleteMarker: true }] : undefined;
}

/** @param of prefix of the names of props in messages */
function checkTransitions(scope: Construct, props: Lifecycle, of = ""): void {
  const { transitionToIaDays: ia, transitionToGlacierDays: glacier, transitionToDeepArchiveDays: deep } = props;
  const { expirationDays } = props;
  const checkLeast = (prop: keyof Transitions, least: number, after: string) =>
    check(scope, (props[prop] ?? least) >= least, `${of}${prop}`, `at least ${least}${after}`, props[prop]);
  const afterIa = ia === undefined ? 0 : ia + 30;
  checkLeast("transitionToIaDays", 30, "");
  checkLeast("transitionToGlacierDays", afterIa, ", 30 after transitionToIaDays");
  if (glacier === undefined) {
    checkLeast("transitionToDeepArchiveDays", afterIa, ", 30 after transitionToIaDays");
  } else {
    // AWS bills objects that leave Glacier earlier for all 90 days.
    checkLeast("transitionToDeepArchiveDays", glacier + 90, ", 90 after transitionToGlacierDays");
  }
  const tiering = props.transitionToIntelligentTieringDays;
  const alone = tiering === undefined || [ia, glacier, deep].every((days) => days === undefined);
  check(scope, alone, `${of}transitionToIntelligentTieringDays`, "the only transition", tiering);
  const last = Math.max(tiering ?? 0, ia ?? 0, glacier ?? 0, deep ?? 0);
  if (expirationDays !== undefined) {
    check(scope, expirationDays > last, "expirationDays", `more than the last transition's ${last}`, expirationDays);
  }
}
