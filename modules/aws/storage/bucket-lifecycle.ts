import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";

/** When objects move to cheaper storage. */
export interface Transitions {
  /** Age at which objects move to Standard-IA, at least 30. @default never */
  readonly transitionToIaDays?: number;

  /** Age at which objects move to Glacier, at least 30 after Standard-IA; nobody reads them without a restore. @default never */
  readonly transitionToGlacierDays?: number;

  /** Age at which objects move to Deep Archive, at least 90 after Glacier. @default never */
  readonly transitionToDeepArchiveDays?: number;
}

/** What becomes of objects as they age. */
export interface Lifecycle extends Transitions {
  /** Age at which objects are deleted. @default never */
  readonly expirationDays?: number;

  /** Days a version is kept after it was overwritten or deleted. @default 90 */
  readonly noncurrentExpirationDays?: number;

  /** Id of the rule for all objects. @default "age" */
  readonly lifecycleRuleId?: string;

  /** What besides holds below prefixes, such as `archive/`. @default nothing */
  readonly prefixTransitions?: Readonly<Record<string, Transitions>>;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
export function addLifecycle(
  scope: Construct,
  bucket: string,
  versioning: S3BucketVersioningA | undefined,
  props: Lifecycle,
): void {
  const { expirationDays, noncurrentExpirationDays = 90, lifecycleRuleId = "age", prefixTransitions = {} } = props;
  check(scope, props);
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
      check(scope, moves, `prefixTransitions.${prefix}.`);
      return { id: `age-${prefix}`, status: "Enabled", filter: [{ prefix }], transition: transitions(moves) };
    }),
  ];
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket,
    rule,
    // S3 refuses several of these changes to one bucket at the same time.
    dependsOn: versioning && [versioning],
  });
}

function transitions(props: Transitions): { days: number; storageClass: string }[] | undefined {
  const all = [
    { days: props.transitionToIaDays, storageClass: "STANDARD_IA" },
    { days: props.transitionToGlacierDays, storageClass: "GLACIER" },
    { days: props.transitionToDeepArchiveDays, storageClass: "DEEP_ARCHIVE" },
  ].flatMap(({ days, storageClass }) => (days === undefined ? [] : [{ days, storageClass }]));
  return all.length > 0 ? all : undefined;
}

/** S3 takes days or the removal of lone delete markers, not both; days remove the markers too. */
function expiration(versioned: boolean, days: number | undefined): S3BucketLifecycleConfigurationRule["expiration"] {
  if (days !== undefined) {
    return [{ days }];
  }
  return versioned ? [{ expiredObjectDeleteMarker: true }] : undefined;
}

/** @param of begins the names of props in messages */
function check(scope: Construct, props: Lifecycle, of = ""): void {
  const { transitionToIaDays, transitionToGlacierDays, transitionToDeepArchiveDays, expirationDays } = props;
  const least = (prop: keyof Transitions, days: number, after: string) => {
    const got = props[prop];
    if (got !== undefined && got < days) {
      throw new Error(`${scope.node.path}: ${of}${prop} must be at least ${days}${after}, got ${got}`);
    }
  };
  const glacierAfter = transitionToIaDays === undefined ? 0 : transitionToIaDays + 30;
  // What leaves Glacier earlier is paid for as if it had stayed.
  const deepAfter = transitionToGlacierDays === undefined ? glacierAfter : transitionToGlacierDays + 90;
  const after =
    transitionToGlacierDays === undefined ? ", 30 after transitionToIaDays" : ", 90 after transitionToGlacierDays";
  least("transitionToIaDays", 30, "");
  least("transitionToGlacierDays", glacierAfter, ", 30 after transitionToIaDays");
  least("transitionToDeepArchiveDays", deepAfter, after);
  const moved = Math.max(transitionToIaDays ?? 0, transitionToGlacierDays ?? 0, transitionToDeepArchiveDays ?? 0);
  if (expirationDays !== undefined && expirationDays <= moved) {
    throw new Error(
      `${scope.node.path}: expirationDays must be more than the last transition's ${moved}, got ${expirationDays}`,
    );
  }
}
