import type { AlertSet } from "../operations/alert-policy";

export interface BucketAlertLimits {
  /** Failed requests in five minutes. @default 10 */
  readonly failures?: number;
}

/** Alerts of a bucket. Requests for objects that do not exist are no failures. */
export function bucketAlerts(bucket: string, { failures = 10 }: BucketAlertLimits = {}): AlertSet {
  return {
    "failed-requests": {
      metric: {
        type: "storage.googleapis.com/api/request_count",
        resource: "gcs_bucket",
        labels: {
          "resource.labels.bucket_name": bucket,
          "metric.labels.response_code":
            'one_of("INTERNAL", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "UNAUTHENTICATED", "UNAVAILABLE")',
        },
        aligner: "ALIGN_DELTA",
        reducer: "REDUCE_SUM",
      },
      above: failures,
      minutes: 1,
      severity: "warning",
      section: "bucket-failures",
      description: `More than ${failures} requests to the bucket failed in five minutes: backups may not arrive`,
    },
  };
}
