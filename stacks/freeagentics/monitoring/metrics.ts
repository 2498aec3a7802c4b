/**
 * Metrics of the application, with the names that most client libraries use. The application serves them on a separate
 * port.
 */
const JOB = 'job="api-servers"';

export const REQUESTS = `http_requests_total{${JOB}}`;
export const FAILED_REQUESTS = `http_requests_total{${JOB},status=~"5.."}`;
export const REQUEST_SECONDS = `http_request_duration_seconds_bucket{${JOB}}`;

/** Metrics that the application must export under these names. */
export const ACTIVE_USERS = `freeagentics_active_users{${JOB}}`;
export const TRANSACTIONS = `freeagentics_transactions_total{${JOB}}`;
export const FAILED_LOGINS = `freeagentics_failed_logins_total{${JOB}}`;
export const SUSPICIOUS_REQUESTS = `freeagentics_suspicious_requests_total{${JOB}}`;

/** File systems that can fill up. */
export const DISKS = 'fstype!~"tmpfs|overlay|squashfs|vfat"';
