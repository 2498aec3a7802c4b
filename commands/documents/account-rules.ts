/** Rules that the account holds itself against: those of AWS Config, its packs, and the standards of Security Hub. */
import type { Topic } from "@modules/checks/policies/topics";
import type { PreparedStack } from "@modules/checks/prepare";

/** Subjects of managed rules of AWS Config, which give them their places in catalogs. */
const TOPICS_OF_RULES: Readonly<Record<string, Topic>> = {
  CLOUD_TRAIL_ENABLED: "logging",
  CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED: "logging",
  CMK_BACKING_KEY_ROTATION_ENABLED: "keys",
  DB_INSTANCE_BACKUP_ENABLED: "backup",
  DYNAMODB_PITR_ENABLED: "backup",
  ENCRYPTED_VOLUMES: "encryption at rest",
  GUARDDUTY_ENABLED_CENTRALIZED: "monitoring",
  IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS: "least privilege",
  IAM_ROOT_ACCESS_KEY_CHECK: "authentication",
  MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS: "authentication",
  RDS_INSTANCE_PUBLIC_ACCESS_CHECK: "network",
  RDS_STORAGE_ENCRYPTED: "encryption at rest",
  ROOT_ACCOUNT_MFA_ENABLED: "authentication",
  S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED: "encryption at rest",
  VPC_FLOW_LOGS_ENABLED: "logging",
  VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS: "network",
};

export interface AccountRule {
  /** Name of the rule in AWS Config. */
  readonly name: string;
  readonly identifier: string;
  readonly topic: Topic;
}

/**
 * Rules of AWS Config in the stacks, alone and in packs, each once.
 *
 * @throws Error for a rule that has no subject yet
 */
export function accountRules(stacks: readonly PreparedStack[]): AccountRule[] {
  const alone = blocks(stacks, "aws_config_config_rule").map(({ name, source }): [string, string] => [
    name,
    [source].flat()[0].source_identifier,
  ]);
  const packed = blocks(stacks, "aws_config_conformance_pack").flatMap(({ template_body }) =>
    Object.values<{ Properties: { ConfigRuleName: string; Source: { SourceIdentifier: string } } }>(
      JSON.parse(template_body).Resources,
    ).map(({ Properties }): [string, string] => [Properties.ConfigRuleName, Properties.Source.SourceIdentifier]),
  );
  return [...new Map([...alone, ...packed])]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, identifier]) => ({ name, identifier, topic: topicOf(identifier) }));
}

function topicOf(identifier: string): Topic {
  const topic = TOPICS_OF_RULES[identifier];
  if (!topic) {
    throw new Error(
      `${identifier}: topic must be given to each rule of AWS Config, got none; add it to commands/documents/account-rules.ts`,
    );
  }
  return topic;
}

/** Standards of Security Hub in the stacks, such as `nist-800-53/v/5.0.0`. */
export function hubStandards(stacks: readonly PreparedStack[]): string[] {
  const names = blocks(stacks, "aws_securityhub_standards_subscription").map(
    ({ standards_arn }) => String(standards_arn).split("standards/")[1]!,
  );
  return [...new Set(names)].sort();
}

function blocks(stacks: readonly PreparedStack[], type: string) {
  return stacks.flatMap(({ json }) => Object.values(json.resource?.[type] ?? {})) as PreparedStack["json"][];
}
