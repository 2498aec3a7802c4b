/** Roles that GitHub workflows assume: the protection of their GitHub environments, and the length of their sessions. */
import { allowed } from "../../model/iam-policies";
import { isKnownText, list, valuesAt } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { namedIn } from "./references";
import { usesOf } from "./uses";

interface GithubEnvironment {
  readonly name: string;
  /** Name of the repository without its owner; undefined when the subject has only its number, or an expression. */
  readonly repository: string | undefined;
}

/** GitHub environments whose runs may assume a role, by its trust policy. */
function environmentsOf({ block }: Resource): GithubEnvironment[] {
  return allowed(block)
    .flatMap(({ Condition }) => valuesAt(Condition, "*").flatMap(Object.entries))
    .filter(([key]) => key.endsWith("token.actions.githubusercontent.com:sub"))
    .flatMap(([, subjects]) => list(subjects))
    .flatMap((subject) => {
      const [, name] = /(?:^|:)environment:([^:]+)/.exec(String(subject)) ?? [];
      const [, repository] = /^repo:[^:/]+\/([\w.-]+):/.exec(String(subject)) ?? [];
      return name ? [{ name, repository }] : [];
    });
}

/** Environments that a role trusts and the app lacks, of repositories whose environments the app makes. */
function unprotected(role: Resource, all: Resources): string[] {
  const made = all.of("github_repository_environment").map(({ block }) => block);
  return environmentsOf(role)
    .filter(({ name, repository }) => {
      const ofRepository = made.filter(
        (one) => !repository || !isKnownText(one.repository) || one.repository === repository,
      );
      return ofRepository.length > 0 && !ofRepository.some(({ environment }) => environment === name);
    })
    .map(({ name }) => name);
}

/** Policies of AWS that allow to create roles. */
const ADMINISTRATION = /:policy\/(AdministratorAccess|IAMFullAccess)$/;

/** Whether a role may create roles, as an apply does. Other roles of pipelines push images or start deployments. */
function applies(role: Resource, all: Resources): boolean {
  const users = usesOf(all)
    .of(role)
    .filter(({ argument }) => argument === "role")
    .map(({ by }) => by);
  const attachments = users.filter(({ type }) => type === "aws_iam_role_policy_attachment");
  const policies = [
    ...users.filter(({ type }) => type === "aws_iam_role_policy"),
    ...attachments.flatMap((one) => namedIn(one, "policy_arn", "aws_iam_policy", all)),
  ];
  return (
    attachments.some(({ block }) => ADMINISTRATION.test(String(block.policy_arn))) ||
    policies
      .flatMap(({ block }) => allowed(block))
      .some(({ Action }) => list(Action).some((action) => /^(\*|iam:(\*|Create\*|CreateRole))$/.test(action)))
  );
}

/** Shortest session of an apply: databases, caches and clusters of one stack take more than an hour to make. */
const SESSION_SECONDS = 2 * 60 * 60;

const trust = {
  assume_role_policy: JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { "token.actions.githubusercontent.com:sub": "repo:example/shop:environment:production" },
        },
      },
    ],
  }),
};

const administrator = {
  aws_iam_role_policy_attachment: {
    it: { role: "${aws_iam_role.it.name}", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
  },
};

export const pipelinesUse: readonly Rule[] = [
  {
    id: "aws-iam-role-github-environment",
    name: "GitHub environments whose workflows assume roles have protection rules in the app",
    type: "aws_iam_role",
    severity: "high",
    topic: "software",
    holds: (role, all) => unprotected(role, all).length === 0,
    found: (role, all) => `no github_repository_environment ${unprotected(role, all).join(", ")}`,
    fix: "make the environment with reviewers and deployment branches, as DeliveryEnvironment does; otherwise a workflow on any branch can create it without rules by naming it, and assume the role",
    broken: trust,
    brokenBeside: { github_repository_environment: { it: { environment: "staging" } } },
    mended: trust,
    beside: { github_repository_environment: { it: { environment: "production" } } },
    page: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
  },
  {
    id: "aws-iam-role-apply-session",
    name: "sessions of applies outlast the slowest resource",
    type: "aws_iam_role",
    severity: "medium",
    topic: "availability",
    holds: (role, all) =>
      environmentsOf(role).length === 0 ||
      !applies(role, all) ||
      Number(role.block.max_session_duration ?? 3600) >= SESSION_SECONDS,
    found: ({ block }) => `${block.max_session_duration ?? 3600} seconds`,
    fix: `set max_session_duration to ${SESSION_SECONDS} or more, and role-duration-seconds of the workflow with it; an apply whose credentials end cannot write its state`,
    broken: trust,
    brokenBeside: administrator,
    mended: { ...trust, max_session_duration: SESSION_SECONDS },
    beside: administrator,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html",
  },
];
