/** Secrets and parameters have a reader, keys are used, log groups have a writer, and roles are assumed. */
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { found, grant, isUsedBeside } from "./references";
import { usesOf } from "./uses";

/** Types whose services write to groups that have the names of the resources, and the argument that is the name. */
const GROUPS_BY_NAME: readonly (readonly [name: RegExp, type: string, argument: string])[] = [
  [/^\/aws\/lambda\/(.+)$/, "aws_lambda_function", "function_name"],
  [/^\/aws\/eks\/(.+)\/cluster$/, "aws_eks_cluster", "name"],
  [/^\/aws\/rds\/instance\/(.+)\/\w+$/, "aws_db_instance", "identifier"],
  [/^\/aws\/rds\/cluster\/(.+)\/\w+$/, "aws_rds_cluster", "cluster_identifier"],
  [/^\/aws\/codebuild\/(.+)$/, "aws_codebuild_project", "name"],
];

/** Types of the group's own stack whose services write to it because of an argument. */
const GROUPS_BY_ARGUMENT: readonly (readonly [name: RegExp, type: string, argument: string, value: RegExp])[] = [
  [/^RDSOSMetrics$/, "aws_db_instance", "monitoring_role_arn", /./],
  [/^\/aws\/containerinsights\//, "aws_eks_addon", "addon_name", /^amazon-cloudwatch-observability$/],
];

/** Whether a service writes to the group because of its name. */
function isServices({ block, stack }: Resource, all: Resources): boolean {
  return (
    GROUPS_BY_NAME.some(([name, type, argument]) => {
      const [, owner] = name.exec(String(block.name)) ?? [];
      return owner !== undefined && all.of(type).some((one) => one.block[argument] === owner);
    }) ||
    GROUPS_BY_ARGUMENT.some(
      ([name, type, argument, value]) =>
        name.test(String(block.name)) &&
        all.of(type).some((one) => one.stack === stack && value.test(String(one.block[argument] ?? ""))),
    )
  );
}

export const secretsUse: readonly Rule[] = [
  {
    id: "aws-ssm-parameter-reader",
    name: "parameters have a reader",
    type: "aws_ssm_parameter",
    severity: "low",
    topic: "use",
    holds: (parameter, all) =>
      usesOf(all).isAllowed(parameter, /^ssm:GetParameter/) ||
      usesOf(all).isUsedBy(parameter, "aws_ecs_task_definition", "kubernetes_manifest", "aws_launch_template") ||
      usesOf(all).isNamedByArn(`parameter${parameter.block.name}`),
    found,
    fix: "grant ssm:GetParameter to the role that needs it, or remove it",
    broken: { name: "/shop/url" },
    mended: { name: "/shop/url" },
    beside: grant("ssm:GetParameter", "${aws_ssm_parameter.it.arn}"),
    page: "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html",
  },
  {
    id: "aws-kms-key-user",
    name: "keys are used for encryption",
    type: "aws_kms_key",
    severity: "low",
    topic: "keys",
    holds: (key, all) =>
      isUsedBeside("aws_kms_alias", "aws_kms_key_policy", "aws_iam_role_policy", "aws_iam_policy")(key, all),
    found,
    fix: "name it where a service takes a key, such as kms_key_id, or remove it",
    broken: { description: "Data" },
    mended: { description: "Data" },
    beside: { aws_sqs_queue: { it: { kms_master_key_id: "${aws_kms_key.it.arn}" } } },
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
  },
  {
    id: "aws-log-group-writer",
    name: "log groups have a writer",
    type: "aws_cloudwatch_log_group",
    severity: "low",
    topic: "logging",
    holds: (group, all) =>
      usesOf(all).isAllowed(group, /^logs:(PutLogEvents|CreateLogStream)/) ||
      isUsedBeside(
        "aws_cloudwatch_log_metric_filter",
        "aws_cloudwatch_log_resource_policy",
        "aws_cloudwatch_log_subscription_filter",
        "aws_cloudwatch_metric_alarm",
        "aws_iam_role_policy",
      )(group, all) ||
      isServices(group, all) ||
      usesOf(all).isNamedByArn(`log-group:${group.block.name}`),
    found,
    fix: "name it where a service takes a log group, grant logs:PutLogEvents on it, or remove it",
    broken: { name: "shop" },
    mended: { name: "shop" },
    beside: grant("logs:PutLogEvents", "${aws_cloudwatch_log_group.it.arn}:*"),
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/WhatIsCloudWatchLogs.html",
  },
  {
    id: "aws-secret-reader",
    name: "secrets have a reader",
    type: "aws_secretsmanager_secret",
    severity: "low",
    topic: "use",
    holds: (secret, all) =>
      usesOf(all).isAllowed(secret, /^secretsmanager:GetSecretValue$/) ||
      usesOf(all).isUsedBy(secret, "aws_ecs_task_definition", "kubernetes_manifest") ||
      // Secrets Manager ends the ARN with a hyphen and six characters, which policies by name leave open.
      ["", "-??????"].some((end) => usesOf(all).isNamedByArn(`secret:${secret.block.name}${end}`)),
    found,
    fix: "grant secretsmanager:GetSecretValue to the role that needs it, or remove it",
    broken: { name: "shop" },
    mended: { name: "shop" },
    beside: grant("secretsmanager:GetSecretValue", "${aws_secretsmanager_secret.it.arn}"),
    page: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html",
  },
  {
    id: "aws-iam-role-user",
    name: "roles are assumed by a service or an identity",
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
