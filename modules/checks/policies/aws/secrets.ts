/** Secrets Manager. */
import { list } from "../../model/values";
import type { Rule } from "../rule";

export const secrets: readonly Rule[] = [
  {
    id: "aws-secret-customer-key",
    name: "secrets are encrypted with a customer key",
    type: "aws_secretsmanager_secret",
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) => !!block.kms_key_id,
    fix: "set kms_key_id",
    broken: { name: "plain" },
    mended: { kms_key_id: "key" },
    page: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  },
  {
    id: "aws-secret-replica-key",
    name: "replicas of secrets are encrypted with a customer key of their region",
    type: "aws_secretsmanager_secret",
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) =>
      list(block.replica).every(({ kms_key_id }) => !!kms_key_id && kms_key_id !== block.kms_key_id),
    fix: "set kms_key_id of every replica to a key of its region",
    broken: { kms_key_id: "east", replica: [{ region: "us-west-2" }] },
    mended: { kms_key_id: "east", replica: [{ region: "us-west-2", kms_key_id: "west" }] },
    page: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html",
  },
];
