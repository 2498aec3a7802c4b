import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";

/** What becomes of objects as they age. */
export interface Lifecycle {
  /** Age at which objects move to Standard-IA, at least 30. @default never */
  readonly transitionToIaDays?: number;

  /** Age at which objects move to Glacier, at least 30 after Standard-IA. @default never */
  readonly transitionToGlacierDays?: number;

  /** Age at which objects are deleted. @default never */
  readonly expirationDays?: number;

  /** Days a version is kept after it was overwritten or deleted. @default 90 */
  readonly noncurrentExpirationDays?: number;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
export function addLifecycle(
  scope: Construct,
  bucket: string,
  versioning: S3BucketVersioningA | undefined,
  props: Lifecycle,
): void {
  const { transitionToIaDays, transitionToGlacierDays, expirationDays, noncurrentExpirationDays = 90 } = props;
  check(scope, props);
  const versioned = versioning !== undefined;
  const transition = [
    ...(transitionToIaDays === undefined ? [] : [{ days: transitionToIaDays, storageClass: "STANDARD_IA" }]),
    ...(transitionToGlacierDays === undefined ? [] : [{ days: transitionToGlacierDays, storageClass: "GLACIER" }]),
  ];
  const rule: S3BucketLifecycleConfigurationRule[] = [
    {
      id: "age",
      status: "Enabled",
      filter: [{ prefix: "" }],
      transition: transition.length > 0 ? transition : undefined,
      expiration: expiration(versioned, expirationDays),
      noncurrentVersionExpiration: versioned ? [{ noncurrentDays: noncurrentExpirationDays }] : undefined,
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
  ];
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket,
    rule,
    // S3 refuses several of these changes to one bucket at the same time.
    dependsOn: versioning && [versioning],
  });
}

/** S3 takes days or the removal of lone delete markers, not both; days remove the markers too. */
function expiration(versioned: boolean, days: number | undefined): S3BucketLifecycleConfigurationRule["expiration"] {
  if (days !== undefined) {
    return [{ days }];
  }
  return versioned ? [{ expiredObjectDeleteMarker: true }] : undefined;
}

function check(scope: Construct, { transitionToIaDays, transitionToGlacierDays, expirationDays }: Lifecycle): void {
  if (transitionToIaDays !== undefined && transitionToIaDays < 30) {
    throw new Error(`${scope.node.path}: transitionToIaDays must be at least 30, got ${transitionToIaDays}`);
  }
  const glacierAfter = transitionToIaDays === undefined ? 0 : transitionToIaDays + 30;
  if (transitionToGlacierDays !== undefined && transitionToGlacierDays < glacierAfter) {
    throw new Error(
      `${scope.node.path}: transitionToGlacierDays must be at least ${glacierAfter}, 30 after transitionToIaDays, got ${transitionToGlacierDays}`,
    );
  }
  const moved = Math.max(transitionToIaDays ?? 0, transitionToGlacierDays ?? 0);
  if (expirationDays !== undefined && expirationDays <= moved) {
    throw new Error(
      `${scope.node.path}: expirationDays must be more than the last transition's ${moved}, got ${expirationDays}`,
    );
  }
}
