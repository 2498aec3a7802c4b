import type { AlertSet } from "../operations/alert-policy";
import type { Metric } from "../operations/metric";

export interface BalancerAlertLimits {
  /** Responses with a status of 500 to 599 in percent, of the load balancer or its backends. @default 5 */
  readonly failedPercent?: number;

  /** Seconds within which 95% of the requests are answered. @default 1 */
  readonly p95Seconds?: number;
}

/**
 * A metric of a global external Application Load Balancer, of all backends or of one.
 * https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring#metrics
 *
 * @param urlMap name of its URL map
 */
export function balancerMetric(urlMap: string, name: string, options: Partial<Metric> = {}): Metric {
  const { labels, ...other } = options;
  return {
    type: `loadbalancing.googleapis.com/https/${name}`,
    resource: "https_lb_rule",
    labels: { "resource.labels.url_map_name": urlMap, ...labels },
    ...other,
  };
}

/** The requests of a load balancer, or those with a class of status, such as 500. */
export function requestCount(urlMap: string, responseClass?: 200 | 300 | 400 | 500): Metric {
  return balancerMetric(urlMap, "request_count", {
    labels: responseClass ? { "metric.labels.response_code_class": String(responseClass) } : {},
    aligner: "ALIGN_DELTA",
    reducer: "REDUCE_SUM",
  });
}

/** Milliseconds within which a percentage of the requests is answered. */
export function latency(urlMap: string, percentile: 50 | 95 | 99): Metric {
  return balancerMetric(urlMap, "total_latencies", {
    aligner: "ALIGN_DELTA",
    reducer: `REDUCE_PERCENTILE_${percentile}`,
  });
}

/** Alerts of a load balancer. Without requests it has no metrics, and nothing fails. */
export function balancerAlerts(urlMap: string, limits: BalancerAlertLimits = {}): AlertSet {
  const { failedPercent = 5, p95Seconds = 1 } = limits;
  return {
    "failed-requests": {
      metric: requestCount(urlMap, 500),
      denominator: requestCount(urlMap),
      above: failedPercent / 100,
      minutes: 5,
      severity: "critical",
      section: "cloud-balancer-failures",
      description: `More than ${failedPercent}% of the requests were answered with 500 to 599`,
    },
    latency: {
      metric: latency(urlMap, 95),
      above: p95Seconds * 1000,
      severity: "warning",
      section: "cloud-balancer-latency",
      description: `One request in twenty takes longer than ${p95Seconds} seconds`,
    },
  };
}

/** Alerts of a certificate that Certificate Manager renews. Its logs name certificates that expire soon. */
export function certificateAlerts(name: string): AlertSet {
  return {
    expiry: {
      log: `log_id("certificatemanager.googleapis.com/certificates_expiry") AND jsonPayload.certificates:"${name}"`,
      silentMinutes: 1440,
      severity: "critical",
      section: "managed-certificate-expiry",
      description: "The certificate expires soon, or has expired: Google could not renew it",
    },
  };
}
