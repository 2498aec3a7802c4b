/** Roles that runs of GitHub take. */
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { pipelinesUse } from "@modules/checks/policies/use/pipelines";
import { expect, test } from "vitest";

const TYPE = "token.actions.githubusercontent.com:sub";
const role = (condition: object, max_session_duration = 14400) => ({
  aws_iam_role: {
    it: {
      max_session_duration,
      assume_role_policy: JSON.stringify({ Statement: [{ Effect: "Allow", Condition: condition }] }),
    },
  },
});
const REFERENCE = "${aws_iam_role.it.name}";
const may = (action: string) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["ecr:GetAuthorizationToken", action], Resource: "*" }] });
const faults = (resource: object, made: readonly string[] = []) => {
  const environments = Object.fromEntries(made.map((environment) => [environment, { environment }]));
  const stacks = [
    { id: "bootstrap", json: { resource }, isProtected: true },
    { id: "delivery", json: { resource: { github_repository_environment: environments } }, isProtected: true },
  ];
  return pipelinesUse.flatMap((rule) => violations(rule, new Resources(stacks)).map(() => rule.id));
};

test.each([
  ["the default subject", { StringEquals: { [TYPE]: "repo:example/shop:environment:production" } }],
  ["one of several", { StringLike: { [TYPE]: ["repo:a/b:pull_request", "repo:a/b:environment:production"] } }],
  [
    "a customized subject",
    { StringEquals: { [TYPE]: "environment:production:repository_id:1:job_workflow_ref:a/b@refs/heads/main" } },
  ],
])("finds the environment in %s", (_, condition) => {
  expect(faults(role(condition), ["staging"])).toEqual(["aws-iam-role-github-environment"]);
  expect(faults(role(condition), ["staging", "production"])).toEqual([]);
});

test("compares the environments of one repository, and none where the app makes none", () => {
  const trusting = role({ StringEquals: { [TYPE]: "repo:example/shop:environment:production" } });
  const beside = (repository: string, environment: string) => {
    const json = { resource: { ...trusting, github_repository_environment: { it: { repository, environment } } } };
    return pipelinesUse.flatMap((rule) => violations(rule, new Resources([{ id: "shop", json, isProtected: true }])));
  };

  expect(beside("shop", "staging")).toHaveLength(1);
  expect(beside("shop", "production")).toEqual([]);
  expect(beside("toys", "staging")).toEqual([]);
  expect(beside("${github_repository.shop.name}", "staging")).toHaveLength(1);
  expect(faults(trusting)).toEqual([]);
});

test.each([
  [
    "creates roles by an inline policy",
    { aws_iam_role_policy: { it: { role: REFERENCE, policy: may("iam:CreateRole") } } },
    1,
  ],
  [
    "may do everything by an attached policy",
    {
      aws_iam_policy: { all: { policy: may("*") } },
      aws_iam_role_policy_attachment: { it: { role: REFERENCE, policy_arn: "${aws_iam_policy.all.arn}" } },
    },
    1,
  ],
  ["pushes images", { aws_iam_role_policy: { it: { role: REFERENCE, policy: may("ecr:PutImage") } } }, 0],
])("counts the faults of a session of an hour when the role %s", (_, policies, count) => {
  const short = role({ StringEquals: { [TYPE]: "repo:example/shop:environment:production" } }, 3600);

  expect(faults({ ...short, ...policies }, ["production"])).toEqual(Array(count).fill("aws-iam-role-apply-session"));
});

test("leaves roles of plans and of services alone", () => {
  expect(faults(role({ StringEquals: { [TYPE]: "repo:example/shop:pull_request" } }, 3600))).toEqual([]);
  expect(faults(role({ StringEquals: { "aws:SourceAccount": "environment:production" } }, 3600))).toEqual([]);
});
