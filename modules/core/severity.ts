/**
 * `critical` wakes a person: requests fail, or data is at risk. `warning` is handled the same day: without action it
 * will become critical. `informational` is read when convenient.
 */
export type Severity = "critical" | "warning" | "informational";

export const SEVERITIES: readonly Severity[] = ["critical", "warning", "informational"];
