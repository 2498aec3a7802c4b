/** Limits of identities, keys, secrets and logs. */
import type { ArgumentLimits } from "@modules/core/arguments";
import { LOG_RETENTION_DAYS } from "../limits";
import { member, role } from "./policies";

export const SECURITY: Readonly<Record<string, ArgumentLimits>> = {
  google_iam_workload_identity_pool_provider: {
    exclusive: [["aws", "oidc", "saml", "x509"]],
    together: { oidc: ["attribute_condition"], "oidc.issuer_uri": ["attribute_mapping"] },
  },
  google_kms_crypto_key: {
    values: {
      purpose: ["ENCRYPT_DECRYPT", "ASYMMETRIC_SIGN", "ASYMMETRIC_DECRYPT", "MAC"],
      "version_template.protection_level": ["SOFTWARE", "HSM", "EXTERNAL", "EXTERNAL_VPC"],
    },
    patterns: {
      destroy_scheduled_duration: { pattern: /^\d+(\.\d{1,9})?s$/, rule: "seconds that end in s, such as 2592000s" },
      rotation_period: {
        pattern: /^(?!\d{1,4}s|[1-7]\d{4}s|8[0-5]\d{3}s|86[0-3]\d{2}s)\d+(\.\d{1,9})?s$/,
        rule: "seconds that end in s, a day or more, such as 7776000s",
      },
    },
  },
  google_kms_crypto_key_iam_member: { patterns: { member, role } },
  google_logging_project_bucket_config: {
    ranges: { retention_days: [LOG_RETENTION_DAYS.min, LOG_RETENTION_DAYS.max] },
  },
  google_project_iam_audit_config: {
    values: { "audit_log_config.log_type": ["ADMIN_READ", "DATA_READ", "DATA_WRITE"] },
    patterns: {
      service: {
        pattern: /^([a-z0-9-]+\.googleapis\.com|allServices)$/,
        rule: "an API such as storage.googleapis.com",
      },
    },
  },
  google_project_iam_custom_role: {
    values: { stage: ["ALPHA", "BETA", "GA", "DEPRECATED", "DISABLED", "EAP"] },
    patterns: {
      permissions: {
        pattern: /^[a-z0-9]+\.[a-zA-Z0-9_]+\.[a-zA-Z0-9]+$/,
        rule: "a permission such as compute.networks.get",
      },
    },
  },
  google_project_iam_member: { patterns: { member, role } },
  google_project_service: {
    patterns: { service: { pattern: /^[a-z0-9-]+\.googleapis\.com$/, rule: "an API such as compute.googleapis.com" } },
  },
  google_secret_manager_secret: {
    exclusive: [
      ["replication.auto", "replication.user_managed"],
      ["expire_time", "ttl"],
    ],
    together: { "rotation.rotation_period": ["rotation.next_rotation_time"], rotation: ["topics"] },
  },
  google_secret_manager_secret_iam_member: { patterns: { member, role } },
  google_secret_manager_secret_version: {
    values: { deletion_policy: ["DELETE", "DISABLE", "ABANDON"] },
    exclusive: [["secret_data", "secret_data_wo"]],
    together: { secret_data_wo: ["secret_data_wo_version"] },
  },
  google_service_account_iam_member: { patterns: { member, role } },
};
