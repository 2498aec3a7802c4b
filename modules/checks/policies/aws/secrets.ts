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
  {
    id: "aws-secret-policy-blocks-public",
    name: "Secrets Manager refuses policies of secrets that grant broad access",
    type: "aws_secretsmanager_secret_policy",
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) => block.block_public_policy === true,
    fix: "set block_public_policy, as the module Secret does",
    broken: { policy: '{"Statement":[]}' },
    mended: { policy: '{"Statement":[]}', block_public_policy: true },
    page: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  },
  {
    id: "aws-secret-own-account",
    name: "secrets have a policy",
    type: "aws_secretsmanager_secret",
    severity: "medium",
    topic: "least privilege",
    unprotected: "ignore",
    holds: (secret, all) => all.companions(secret, "aws_secretsmanager_secret_policy").length > 0,
    fix: "add an aws_secretsmanager_secret_policy that denies other accounts, as the module Secret does; otherwise whoever may write policies could share the secret",
    broken: { kms_key_id: "key" },
    mended: { kms_key_id: "key" },
    beside: {
      aws_secretsmanager_secret_policy: {
        it: { secret_arn: "${aws_secretsmanager_secret.it.arn}", block_public_policy: true },
      },
    },
    page: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  },
];
