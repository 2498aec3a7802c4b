import type { AlertSet } from "../operations/alert-policy";

export interface AuditAlertOptions {
  /** Mail addresses of service accounts whose changes are wanted, such as the one that a pipeline applies as. */
  readonly exceptAccounts: readonly string[];
}

/** Changes that should come from the pipeline alone, as the CIS benchmark of Google Cloud lists them in 2.4 to 2.11. */
const CHANGES: Readonly<Record<string, readonly [filter: string, words: string]>> = {
  "project-owners": [
    'protoPayload.serviceData.policyDelta.bindingDeltas.role = "roles/owner"',
    "Somebody became an owner of the project, or is no longer one",
  ],
  "audit-configuration": [
    'protoPayload.methodName = "SetIamPolicy" AND protoPayload.serviceData.policyDelta.auditConfigDeltas:*',
    "The audit logs of the project were changed",
  ],
  "custom-roles": [
    'resource.type = "iam_role" AND protoPayload.methodName =~ "(Create|Update|Delete)Role$"',
    "A custom role was changed",
  ],
  "account-keys": [
    'protoPayload.methodName =~ "CreateServiceAccountKey$"',
    "Somebody made a key of a service account, which no module does",
  ],
  firewall: [
    'resource.type = "gce_firewall_rule" AND protoPayload.methodName =~ "firewalls\\.(insert|patch|update|delete)"',
    "A firewall rule was changed",
  ],
  routes: [
    'resource.type = "gce_route" AND protoPayload.methodName =~ "routes\\.(insert|delete)"',
    "A route was changed",
  ],
  networks: [
    'resource.type = "gce_network" AND protoPayload.methodName =~ "networks\\.(insert|patch|delete|removePeering|addPeering)"',
    "A network or its peerings were changed",
  ],
  "bucket-permissions": [
    'resource.type = "gcs_bucket" AND protoPayload.methodName = "storage.setIamPermissions"',
    "The permissions of a bucket were changed",
  ],
  databases: [
    'protoPayload.methodName =~ "cloudsql\\.instances\\.(create|update|delete)$"',
    "The settings of a database were changed",
  ],
};

/** Changes that cannot be undone; the pipeline is no exception. */
const LOSSES: AlertSet = {
  "key-destruction": {
    log: 'protoPayload.methodName =~ "DestroyCryptoKeyVersion$"',
    silentMinutes: 5,
    severity: "critical",
    description: "A version of a key is scheduled for destruction, and what it encrypts is lost with it",
  },
};

/**
 * Alerts on changes that nobody should make by hand, from the audit logs of admin activity.
 * https://cloud.google.com/logging/docs/alerting/log-based-alerts
 */
export function auditAlerts({ exceptAccounts }: AuditAlertOptions): AlertSet {
  const others = exceptAccounts.map((email) => `protoPayload.authenticationInfo.principalEmail != "${email}"`);
  const changes = Object.entries(CHANGES).map(([name, [filter, description]]) => [
    name,
    {
      log: ['log_id("cloudaudit.googleapis.com/activity")', `(${filter})`, ...others].join(" AND "),
      silentMinutes: 5,
      severity: "warning" as const,
      section: "changes-by-hand",
      description,
    },
  ]);
  return { ...Object.fromEntries(changes), ...LOSSES };
}
