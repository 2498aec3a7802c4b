/** Secrets have a reader, roles and identity providers somebody who takes them. */
import type { Rule } from "../rule";
import { found, grant, isUsedBeside } from "./references";
import { usesOf } from "./uses";

export const secretsUse: readonly Rule[] = [
  {
    id: "aws-secret-reader",
    name: "secrets have a reader",
    type: "aws_secretsmanager_secret",
    severity: "low",
    topic: "use",
    holds: (secret, all) =>
      usesOf(all).isAllowed(secret, /^secretsmanager:GetSecretValue$/) ||
      usesOf(all).isUsedBy(secret, "aws_ecs_task_definition", "kubernetes_manifest") ||
      usesOf(all).isNamedByArn(`secret:${secret.block.name}`),
    found,
    fix: "grant secretsmanager:GetSecretValue to the role that needs it, or remove it",
    broken: { name: "shop" },
    mended: { name: "shop" },
    beside: grant("secretsmanager:GetSecretValue", "${aws_secretsmanager_secret.it.arn}"),
    page: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html",
  },
  {
    id: "aws-iam-role-user",
    name: "roles have somebody who assumes them",
    type: "aws_iam_role",
    severity: "low",
    topic: "least privilege",
    holds: (role, all) =>
      /"(Federated|AWS)":/.test(String(role.block.assume_role_policy)) ||
      isUsedBeside("aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_iam_policy")(role, all),
    found,
    fix: "name it where a service takes a role, such as role_arn or an instance profile, or remove it",
    broken: { name: "shop" },
    mended: { name: "shop" },
    beside: { aws_lambda_function: { it: { role: "${aws_iam_role.it.arn}" } } },
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html",
  },
  {
    id: "aws-iam-oidc-provider-role",
    name: "identity providers have a role that trusts them",
    type: "aws_iam_openid_connect_provider",
    severity: "low",
    topic: "least privilege",
    holds: (provider, all) =>
      usesOf(all).isUsedBy(provider, "aws_iam_role") ||
      usesOf(all).isNamedByArn(`oidc-provider/${String(provider.block.url).replace("https://", "")}`),
    found,
    fix: "trust it in the assume_role_policy of a role, or remove it",
    broken: { url: "https://identity.example.com" },
    mended: { url: "https://identity.example.com" },
    beside: {
      aws_iam_role: {
        it: { assume_role_policy: '{"Principal":{"Federated":"${aws_iam_openid_connect_provider.it.arn}"}}' },
      },
    },
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc.html",
  },
];
