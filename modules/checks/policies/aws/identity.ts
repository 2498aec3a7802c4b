/** IAM, and the policies of resources. */
import type { Json } from "../../json";
import { list, parsedJson } from "../../model/values";
import type { Resource, Rule } from "../rule";

/** Actions that do not support resource-level permissions, so that "*" is their only resource. */
const RESOURCELESS = new Set([
  "autoscaling:DescribeAutoScalingGroups",
  "autoscaling:DescribeAutoScalingInstances",
  "autoscaling:DescribeLaunchConfigurations",
  "autoscaling:DescribeScalingActivities",
  "autoscaling:DescribeTags",
  "dlm:GetLifecyclePolicies",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeImages",
  "ec2:DescribeInstances",
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeLaunchTemplateVersions",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSnapshots",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVolumes",
  "ec2:DescribeVpcs",
  "ec2:GetInstanceTypesFromInstanceRequirements",
  "ecr:GetAuthorizationToken",
  "ecs:CreateTaskSet",
  "ecs:DescribeServices",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
  "iam:Get*",
  "iam:List*",
  "secretsmanager:GetRandomPassword",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
]);

/** Statements that allow something; none if only Terraform can evaluate the policy, as of a policy document. */
function allowed({ block }: Resource): Json[] {
  const document = parsedJson(block.policy ?? block.assume_role_policy);
  return list(document?.Statement).filter(({ Effect }) => Effect === "Allow");
}

const text = (condition: Json) => JSON.stringify(condition ?? {});

/** Whether the statement allows anybody on the internet, without a condition. */
function isOpen({ Principal, Condition }: Json): boolean {
  return (Principal === "*" || list(Principal?.AWS).includes("*")) && !Condition;
}

const WILDCARD = { policy: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' };

const grants = ["aws_iam_role_policy", "aws_iam_policy"].flatMap((type): Rule[] => [
  {
    name: `${type} allows no wildcard of a whole service`,
    type,
    holds: (policy) =>
      allowed(policy).every(
        ({ Action, NotAction }) => !NotAction && list(Action).every((action) => !/^(\*|\w[\w-]*:\*)$/.test(action)),
      ),
    fix: "list the actions, such as s3:GetObject",
    broken: WILDCARD,
  },
  {
    name: `${type} names resources for every action that supports them`,
    type,
    holds: (policy) =>
      allowed(policy).every(
        ({ Action, Resource }) =>
          !list(Resource).includes("*") || list(Action).every((action) => RESOURCELESS.has(action)),
      ),
    fix: "set Resource to ARNs, and move actions without resource-level permissions to a statement of their own",
    broken: WILDCARD,
  },
  {
    name: `${type} passes roles to named services only`,
    type,
    holds: (policy) =>
      allowed(policy).every(
        ({ Action, Condition }) =>
          !list(Action).includes("iam:PassRole") || text(Condition).includes("iam:PassedToService"),
      ),
    fix: "add a condition on iam:PassedToService to the statement with iam:PassRole",
    broken: {
      policy: '{"Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::1:role/x"}]}',
    },
  },
]);

const roles: readonly Rule[] = [
  {
    name: "inline policies of roles use at most 80 percent of 10,240 characters",
    type: "aws_iam_role_policy",
    holds: ({ block }) => String(block.policy).length < 10_240 * 0.8,
    fix: "split the role, or move statements to a managed policy; the quota is for all inline policies of a role",
    broken: { policy: "x".repeat(10_240) },
  },
  {
    name: "managed policies use at most 80 percent of 6,144 characters",
    type: "aws_iam_policy",
    holds: ({ block }) => String(block.policy).length < 6_144 * 0.8,
    fix: "split the policy",
    broken: { policy: "x".repeat(6_144) },
  },
  {
    name: "roles trust a service, or a subject of an identity provider",
    type: "aws_iam_role",
    holds: (role) =>
      allowed(role).every(
        ({ Principal, Condition }) =>
          !!Principal?.Service || (!!Principal?.Federated && text(Condition).includes(":sub")),
      ),
    fix: "set Principal.Service, or Principal.Federated with a condition on the subject",
    broken: {
      assume_role_policy: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
    },
  },
  {
    name: "roles have no administrator policy",
    type: "aws_iam_role_policy_attachment",
    holds: ({ block }) => !/policy\/(AdministratorAccess|IAMFullAccess)$/.test(block.policy_arn),
    fix: "attach a policy with the actions that the role needs",
    broken: { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
  },
];

const resources: readonly Rule[] = [
  {
    name: "plain parameters carry the tag by which plans may read them",
    type: "aws_ssm_parameter",
    holds: ({ block }) => block.type !== "String" || block.tags?.Content === "configuration",
    fix: 'set the tag Content to "configuration", as the module Parameter does, or the type to SecureString',
    broken: { name: "/shop/cache-url", type: "String", value: "cache" },
  },
  {
    name: "keys rotate",
    type: "aws_kms_key",
    holds: ({ block }) => block.enable_key_rotation === true,
    fix: "set enable_key_rotation",
    broken: { enable_key_rotation: false },
  },
  {
    name: "keys have a policy",
    type: "aws_kms_key",
    holds: ({ block }) => !!block.policy,
    fix: "set policy; by default every identity of the account with an IAM policy for the key may use it",
    broken: { enable_key_rotation: true },
  },
  ...[
    "aws_kms_key",
    "aws_s3_bucket_policy",
    "aws_sqs_queue_policy",
    "aws_sns_topic_policy",
    "aws_secretsmanager_secret_policy",
  ].map(
    (type): Rule => ({
      name: `${type} allows nobody without a condition`,
      type,
      holds: (policy) => !allowed(policy).some(isOpen),
      fix: "set Principal to a role, a service or an account, or add a condition",
      broken: { policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}' },
    }),
  ),
];

export const identity: readonly Rule[] = [...grants, ...roles, ...resources];
