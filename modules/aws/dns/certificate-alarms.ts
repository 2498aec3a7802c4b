import type { AlarmSpec } from "../operations/alarm";

/**
 * Alarm of an ACM certificate that is not renewed. ACM renews it 60 days before it expires if the validation record
 * still exists.
 * https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
export function certificateAlarms(certificateArn: string) {
  return {
    expiry: {
      metric: {
        namespace: "AWS/CertificateManager",
        name: "DaysToExpiry",
        dimensions: { CertificateArn: certificateArn },
        statistic: "Minimum",
        periodSeconds: 86_400,
      },
      below: 30,
      periods: 1,
      missingData: "ignore",
      severity: "warning",
      description: "The certificate ends within 30 days and ACM has not renewed it: look for its validation record",
    },
  } satisfies Record<string, AlarmSpec>;
}
