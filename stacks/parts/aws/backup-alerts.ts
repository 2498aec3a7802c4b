/** Alerts on jobs of AWS Backup that fail: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html */
import type { IAlerts } from "@modules/aws/operations/alerts";
import { EventAlert } from "@modules/aws/operations/event-alert";
import type { Construct } from "constructs";

interface FailureAlertProps {
  readonly name: string;
  readonly description: string;
  readonly alerts: IAlerts;
}

/** States of jobs that ended without a backup, a copy or a restored resource. */
const FAILED = ["FAILED", "ABORTED", "EXPIRED"];

/** Alerts a person when a job of one of the kinds fails. */
export function addJobFailureAlert(
  scope: Construct,
  id: string,
  { kinds, ...settings }: FailureAlertProps & { readonly kinds: readonly ("Backup" | "Copy")[] },
): void {
  new EventAlert(scope, id, {
    ...settings,
    pattern: {
      source: ["aws.backup"],
      "detail-type": kinds.map((kind) => `${kind} Job State Change`),
      detail: { state: FAILED },
    },
    severity: "critical",
    fields: { state: "$.detail.state", resource: "$.resources[0]", region: "$.region" },
    message: "AWS Backup in <region>: a job is <state> (<resource>)",
  });
}

/** Alerts a person when a restore fails. Events of restore jobs have the field `status` instead of `state`. */
export function addRestoreFailureAlert(scope: Construct, id: string, settings: FailureAlertProps): void {
  new EventAlert(scope, id, {
    ...settings,
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Restore Job State Change"],
      detail: { status: FAILED },
    },
    severity: "critical",
    fields: {
      status: "$.detail.status",
      type: "$.detail.resourceType",
      job: "$.detail.restoreJobId",
      region: "$.region",
    },
    message: "AWS Backup in <region>: the restore <job> (<type>) is <status>",
  });
}
