/** Keys, parameters, and the policies of resources. */
import type { Json } from "../../json";
import { allowed } from "../../model/iam-policies";
import { list } from "../../model/values";
import type { Rule } from "../rule";

/** Whether the statement allows anybody on the internet, without a condition. */
function isOpen({ Principal, Condition }: Json): boolean {
  return (Principal === "*" || list(Principal?.AWS).includes("*")) && !Condition;
}

export const resourcePolicies: readonly Rule[] = [
  {
    id: "aws-ssm-parameter-tag",
    name: "plain parameters have the tag that allows plans to read them",
    type: "aws_ssm_parameter",
    severity: "low",
    topic: "secrets",
    holds: ({ block }) => block.type !== "String" || block.tags?.Content === "configuration",
    fix: 'set the tag Content to "configuration", as the module Parameter does, or the type to SecureString',
    broken: { name: "/shop/cache-url", type: "String", value: "cache" },
    mended: { type: "String", tags: { Content: "configuration" } },
    page: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html",
  },
  {
    id: "aws-kms-rotation",
    name: "keys rotate",
    type: "aws_kms_key",
    severity: "medium",
    topic: "keys",
    cis: "3.6",
    holds: ({ block }) => block.enable_key_rotation === true,
    fix: "set enable_key_rotation",
    broken: { enable_key_rotation: false },
    mended: { enable_key_rotation: true },
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  },
  {
    id: "aws-kms-policy",
    name: "keys have a policy",
    type: "aws_kms_key",
    severity: "medium",
    topic: "least privilege",
    holds: ({ block }) => !!block.policy,
    fix: "set policy; by default every identity of the account with an IAM policy for the key may use it",
    broken: { enable_key_rotation: true },
    mended: { policy: '{"Statement":[]}' },
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  },
  ...[
    "aws_kms_key",
    "aws_s3_bucket_policy",
    "aws_sqs_queue_policy",
    "aws_sns_topic_policy",
    "aws_secretsmanager_secret_policy",
    "aws_efs_file_system_policy",
  ].map(
    (type): Rule => ({
      id: `${type.replaceAll("_", "-")}-not-open`,
      name: `${type} allows all principals only with a condition`,
      type,
      severity: "critical",
      topic: "least privilege",
      holds: ({ block }) => !allowed(block).some(isOpen),
      fix: "set Principal to a role, a service or an account, or add a condition",
      broken: { policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}' },
      mended: {
        policy:
          '{"Statement":[{"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject"}]}',
      },
      page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    }),
  ),
];
