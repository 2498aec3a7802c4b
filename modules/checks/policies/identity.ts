import type { Json } from "../json";
import { list } from "../model/values";
import type { Resource, Rule } from "./rule";

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

function statements({ block }: Resource): Json[] {
  return list(JSON.parse(block.policy ?? block.assume_role_policy).Statement);
}

const allows = (resource: Resource) => statements(resource).filter(({ Effect }) => Effect === "Allow");

const POLICIES = ["aws_iam_role_policy", "aws_iam_policy"];

const BROKEN = { policy: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' };

export const identity: Rule[] = [
  {
    name: "plain parameters carry the tag by which plans may read them",
    type: "aws_ssm_parameter",
    holds: ({ block }) => block.type !== "String" || block.tags?.Content === "configuration",
    broken: { name: "/shop/cache-url", type: "String", value: "cache" },
  },
  ...POLICIES.flatMap((type): Rule[] => [
    {
      name: `${type} allows no wildcard of a whole service`,
      type,
      holds: (policy) =>
        allows(policy).every(
          ({ Action, NotAction }) => !NotAction && list(Action).every((action) => !/^(\*|\w[\w-]*:\*)$/.test(action)),
        ),
      broken: BROKEN,
    },
    {
      name: `${type} names its resources wherever the action knows any`,
      type,
      holds: (policy) =>
        allows(policy).every(
          ({ Action, Resource }) =>
            !list(Resource).includes("*") || list(Action).every((action) => RESOURCELESS.has(action)),
        ),
      broken: BROKEN,
    },
    {
      name: `${type} hands over no role without saying to whom`,
      type,
      holds: (policy) =>
        allows(policy).every(
          ({ Action, Condition }) =>
            !list(Action).includes("iam:PassRole") || JSON.stringify(Condition ?? {}).includes("iam:PassedToService"),
        ),
      broken: {
        policy: '{"Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::1:role/x"}]}',
      },
    },
  ]),
  {
    name: "role policies stay below their quota of 10,240 characters",
    type: "aws_iam_role_policy",
    holds: ({ block }) => block.policy.length < 10_240 * 0.8,
    broken: { policy: "x".repeat(10_240) },
  },
  {
    name: "policies stay below their quota of 6,144 characters",
    type: "aws_iam_policy",
    holds: ({ block }) => block.policy.length < 6_144 * 0.8,
    broken: { policy: "x".repeat(6_144) },
  },
  {
    name: "roles trust a service, or someone the conditions narrow",
    type: "aws_iam_role",
    holds: (role) =>
      statements(role).every(
        ({ Principal, Condition }) =>
          typeof Principal === "object" &&
          (Principal.Service ? true : Principal.Federated ? JSON.stringify(Condition ?? {}).includes(":sub") : false),
      ),
    broken: {
      assume_role_policy: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
    },
  },
  {
    name: "roles have no administrator's policy",
    type: "aws_iam_role_policy_attachment",
    holds: ({ block }) => !/policy\/(AdministratorAccess|IAMFullAccess)$/.test(block.policy_arn),
    broken: { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
  },
  {
    name: "keys rotate and say who may use them",
    type: "aws_kms_key",
    holds: ({ block }) => block.enable_key_rotation === true && !!block.policy,
    broken: { enable_key_rotation: false },
  },
  {
    name: "keys open to no one without a condition",
    type: "aws_kms_key",
    holds: (key) =>
      allows(key).every(({ Principal, Condition }) => !(Principal === "*" || Principal.AWS === "*") || !!Condition),
    broken: { policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}' },
  },
  ...["aws_s3_bucket_policy", "aws_sqs_queue_policy", "aws_sns_topic_policy", "aws_secretsmanager_secret_policy"].map(
    (type): Rule => ({
      name: `${type} allows no one without a condition`,
      type,
      holds: (policy) =>
        allows(policy).every(
          ({ Principal, Condition }) => !(Principal === "*" || Principal?.AWS === "*") || !!Condition,
        ),
      broken: { policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}' },
    }),
  ),
];
