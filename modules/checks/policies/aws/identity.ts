/** IAM. */
import { MANAGED_POLICIES, managedPolicyName } from "@modules/aws/security/managed-policies/table";
import type { Json } from "../../json";
import { allowed } from "../../model/iam-policies";
import { list } from "../../model/values";
import type { Rule } from "../rule";

/** Actions that do not support resource-level permissions, so that "*" is their only resource. */
const RESOURCELESS = new Set([
  "autoscaling:DescribeAutoScalingGroups",
  "autoscaling:DescribeAutoScalingInstances",
  "autoscaling:DescribeLaunchConfigurations",
  "autoscaling:DescribeScalingActivities",
  "autoscaling:DescribeTags",
  "backup:PutRestoreValidationResult",
  "cloudwatch:PutMetricData",
  "dlm:GetLifecyclePolicies",
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeDhcpOptions",
  "ec2:DescribeImages",
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeInstances",
  "ec2:DescribeLaunchTemplateVersions",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSnapshots",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVolumes",
  "ec2:DescribeVpcs",
  "ec2:GetInstanceTypesFromInstanceRequirements",
  "ec2:UnassignPrivateIpAddresses",
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
  "cloudwatch:PutMetricData",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
]);

const text = (condition: Json) => JSON.stringify(condition ?? {});

const WILDCARD = { policy: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' };
const NARROW = {
  policy: '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::shop/*"}]}',
};

const grants = ["aws_iam_role_policy", "aws_iam_policy"].flatMap((type): Rule[] => [
  {
    id: `${type.replaceAll("_", "-")}-no-service-wildcard`,
    name: `${type} allows no wildcard of a whole service`,
    type,
    severity: "critical",
    topic: "least privilege",
    cis: "1.16",
    holds: ({ block }) =>
      allowed(block).every(
        ({ Action, NotAction }) => !NotAction && list(Action).every((action) => !/^(\*|\w[\w-]*:\*)$/.test(action)),
      ),
    fix: "list the actions, such as s3:GetObject",
    broken: WILDCARD,
    mended: NARROW,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  },
  {
    id: `${type.replaceAll("_", "-")}-names-resources`,
    name: `${type} names resources for every action that supports them`,
    type,
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) =>
      allowed(block).every(
        ({ Action, Resource }) =>
          !list(Resource).includes("*") || list(Action).every((action) => RESOURCELESS.has(action)),
      ),
    fix: "set Resource to ARNs, and move actions without resource-level permissions to a separate statement",
    broken: WILDCARD,
    mended: NARROW,
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  },
  {
    id: `${type.replaceAll("_", "-")}-passes-roles`,
    name: `${type} passes roles to named services only`,
    type,
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) =>
      allowed(block).every(
        ({ Action, Condition }) =>
          !list(Action).includes("iam:PassRole") || text(Condition).includes("iam:PassedToService"),
      ),
    fix: "add a condition on iam:PassedToService to the statement with iam:PassRole",
    broken: {
      policy: '{"Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::1:role/x"}]}',
    },
    mended: {
      policy:
        '{"Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::1:role/x","Condition":{"StringEquals":{"iam:PassedToService":"ecs.amazonaws.com"}}}]}',
    },
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  },
]);

const roles: readonly Rule[] = [
  {
    id: "aws-iam-role-policy-size",
    name: "inline policies of roles use at most 80 percent of 10,240 characters",
    type: "aws_iam_role_policy",
    severity: "low",
    topic: "capacity",
    holds: ({ block }) => String(block.policy).length < 10_240 * 0.8,
    fix: "split the role, or move statements to a managed policy; the quota is for all inline policies of a role",
    broken: { policy: "x".repeat(10_240) },
    mended: { policy: "{}" },
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  {
    id: "aws-iam-policy-size",
    name: "managed policies use at most 80 percent of 6,144 characters",
    type: "aws_iam_policy",
    severity: "low",
    topic: "capacity",
    holds: ({ block }) => String(block.policy).length < 6_144 * 0.8,
    fix: "split the policy",
    broken: { policy: "x".repeat(6_144) },
    mended: { policy: "{}" },
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  },
  {
    id: "aws-iam-role-trust",
    name: "roles trust a service, or a subject of an identity provider",
    type: "aws_iam_role",
    severity: "critical",
    topic: "authentication",
    holds: ({ block }) =>
      allowed(block).every(
        ({ Principal, Condition }) =>
          !!Principal?.Service || (!!Principal?.Federated && text(Condition).includes(":sub")),
      ),
    fix: "set Principal.Service, or Principal.Federated with a condition on the subject",
    broken: {
      assume_role_policy: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}',
    },
    mended: {
      assume_role_policy: '{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"}}]}',
    },
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  },
  {
    id: "aws-iam-administrator",
    name: "roles have no administrator policy",
    type: "aws_iam_role_policy_attachment",
    severity: "high",
    topic: "least privilege",
    cis: "1.16",
    holds: ({ block }) => !/policy\/(AdministratorAccess|IAMFullAccess)$/.test(block.policy_arn),
    fix: "attach a policy with the actions that the role needs",
    broken: { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    mended: { policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html",
  },
  {
    id: "aws-iam-managed-policy-known",
    name: "roles have only AWS managed policies whose statements are known",
    type: "aws_iam_role_policy_attachment",
    severity: "medium",
    topic: "least privilege",
    holds: ({ block }) => {
      const name = managedPolicyName(String(block.policy_arn));
      return name === undefined || name in MANAGED_POLICIES;
    },
    fix: "add the policy to modules/aws/security/managed-policies, or grant what the role needs",
    broken: { policy_arn: "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess" },
    mended: { policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    page: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html",
  },
];

export const identity: readonly Rule[] = [...grants, ...roles];
