import type { AlertSet } from "../operations/alert-policy";

export interface FirestoreAlertLimits {
  /** Failed requests in percent. @default 5 */
  readonly failedPercent?: number;
}

const REQUESTS = "firestore_googleapis_com:api_request_count";

/** Codes of failures that Firestore is responsible for, or that a quota causes. */
const FAILURES = "ABORTED|DEADLINE_EXCEEDED|INTERNAL|RESOURCE_EXHAUSTED|UNAVAILABLE";

/** Alerts of the Firestore databases of a project, whose requests Cloud Monitoring counts together. */
export function firestoreAlerts({ failedPercent = 5 }: FirestoreAlertLimits = {}): AlertSet {
  const failed = `sum(increase(${REQUESTS}{response_code=~"${FAILURES}"}[5m]))`;
  return {
    "failed-requests": {
      query: `100 * ${failed} / sum(increase(${REQUESTS}[5m])) > ${failedPercent}`,
      minutes: 5,
      severity: "critical",
      section: "firestore-failures",
      description: `More than ${failedPercent}% of the requests to Firestore fail`,
    },
  };
}
