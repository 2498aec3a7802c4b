/**
 * `critical` wakes a person: users are not served, or data is at risk. `warning` is looked at the same day: something
 * will become critical. `informational` is read when convenient.
 */
export type Severity = "critical" | "warning" | "informational";

export const SEVERITIES: readonly Severity[] = ["critical", "warning", "informational"];
