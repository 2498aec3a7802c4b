/** Changes that a person must read before an apply. */
import { STATEFUL_TYPES } from "@modules/checks/policies/protection";

/** Reasons to read a change, with their titles. */
export const ATTENTION = {
  data: "Data is lost",
  permissions: "Permissions",
  exposure: "Reachable from networks",
  keys: "Keys and encryption",
  protection: "Protection against deletion",
} as const;

export type Attention = keyof typeof ATTENTION;

/** Types whose every change concerns a reason. */
const TYPES: Readonly<Record<Exclude<Attention, "data" | "protection">, RegExp>> = {
  permissions: new RegExp(
    [
      "^aws_iam_",
      "^aws_(backup_vault|ecr_repository|efs_file_system|s3_bucket|secretsmanager_secret|sns_topic|sqs_queue)_policy$",
      "^aws_(eks_access_|elasticache_user|kms_grant$|lambda_permission$)",
      "^google_(.+_)?iam_",
      "^google_(service_account|project_iam)",
      "^kubernetes_(cluster_)?role",
      "^kubernetes_service_account",
      "^cloudflare_(account_member|api_token|zero_trust_access_)",
    ].join("|"),
  ),
  exposure: new RegExp(
    [
      "^aws_(default_)?(network_acl|security_group)",
      "^aws_(eip|internet_gateway|lambda_function_url|lb_listener|route|s3_bucket_public_access_block)$",
      "^aws_(vpc_peering_|vpc_security_group_|wafv2_)",
      "^google_compute_(firewall|global_forwarding_rule|network_peering|security_policy)",
      "^kubernetes_(ingress|network_policy|service_v1$|service$)",
      "^cloudflare_(dns_record|load_balancer|ruleset|tunnel)",
    ].join("|"),
  ),
  keys: /^aws_kms_(alias|external_key|key|replica_key)|^google_kms_|^aws_secretsmanager_secret_rotation$/,
};

/** Arguments whose change concerns a reason, whatever the type. */
const ARGUMENTS: Readonly<Record<Exclude<Attention, "data">, readonly string[]>> = {
  permissions: ["access_policy", "assume_role_policy", "iam_database_authentication_enabled", "iam_roles", "policy"],
  exposure: [
    "associate_public_ip_address",
    "cidr_blocks",
    "egress",
    "ingress",
    "internal",
    "map_public_ip_on_launch",
    "master_authorized_networks_config",
    "private_cluster_config",
    "proxied",
    "publicly_accessible",
    "scheme",
    "security_groups",
    "vpc_config",
    "vpc_security_group_ids",
  ],
  keys: [
    "at_rest_encryption_enabled",
    "enable_key_rotation",
    "encrypted",
    "encryption_config",
    "encryption_configuration",
    "kms_key_arn",
    "kms_key_id",
    "kms_key_name",
    "kms_master_key_id",
    "server_side_encryption",
    "storage_encrypted",
    "transit_encryption_enabled",
  ],
  protection: [
    "backup_retention_period",
    "delete_protection_state",
    "deletion_policy",
    "deletion_protection",
    "deletion_protection_enabled",
    "deletion_window_in_days",
    "disable_api_termination",
    "enable_deletion_protection",
    "force_destroy",
    "point_in_time_recovery",
    "recovery_window_in_days",
    "skip_final_snapshot",
  ],
};

/**
 * Reasons to read a change of a resource.
 *
 * @param changed arguments that an update or a replacement changes
 */
export function attentionFor(type: string, action: string, changed: readonly string[]): Attention[] {
  const lost = ["destroy", "replace"].includes(action) && STATEFUL_TYPES.includes(type);
  const byType = Object.entries(TYPES).filter(([, pattern]) => pattern.test(type));
  const byArgument = Object.entries(ARGUMENTS).filter(([, names]) => names.some((name) => changed.includes(name)));
  const found = new Set([...(lost ? ["data"] : []), ...[...byType, ...byArgument].map(([reason]) => reason)]);
  return (Object.keys(ATTENTION) as Attention[]).filter((reason) => found.has(reason));
}
