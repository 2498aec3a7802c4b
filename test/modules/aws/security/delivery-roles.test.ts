import { readFileSync } from "node:fs";
import { DeliveryRoles, type DeliveryRolesProps } from "@modules/aws/security/delivery-roles";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const GITHUB = { kind: "github", repository: "example/infrastructure", environment: "shop-production" } as const;

function roles(props: Partial<DeliveryRolesProps> = {}): Json {
  return synth((stack) => {
    const made = new DeliveryRoles(stack, "delivery", {
      name: "shop-production",
      rolePath: "/shop-production/",
      pipeline: GITHUB,
      ...props,
    });
    made.allowTypes(["aws_iam_role", "aws_lambda_function", "aws_ssm_parameter", "aws_vpc"]);
    made.grantState("arn:aws:s3:::states", "arn:aws:dynamodb:::table/locks", "arn:aws:kms:::key/state");
  }).resource;
}

function role(resource: Json, name: string): Json {
  return Object.values<Json>(resource.aws_iam_role).find((one) => one.name === name);
}

function policyOf(resource: Json, name: string): Json[] {
  return statements(Object.values<Json>(resource.aws_iam_role_policy).find((one) => one.name === name).policy);
}

test("lets every pull request plan, and only an approved deployment apply", () => {
  const resource = roles();
  const [plan] = statements(role(resource, "shop-production-plan").assume_role_policy);
  const [apply] = statements(role(resource, "shop-production-apply").assume_role_policy);
  const host = "token.actions.githubusercontent.com";

  expect(plan.Condition.StringEquals).toEqual({
    [`${host}:aud`]: "sts.amazonaws.com",
    [`${host}:sub`]: ["repo:example/infrastructure:pull_request", "repo:example/infrastructure:ref:refs/heads/main"],
  });
  expect(apply.Condition.StringEquals[`${host}:sub`]).toBe("repo:example/infrastructure:environment:shop-production");
});

test("pins a customized subject to the repository's id, the workflow and the branch of applies", () => {
  const pinned = { repositoryId: "123456", workflow: ".github/workflows/deliver.yml" };
  const resource = roles({ pipeline: { ...GITHUB, ...pinned } });
  const [plan] = statements(role(resource, "shop-production-plan").assume_role_policy);
  const [apply] = statements(role(resource, "shop-production-apply").assume_role_policy);
  const host = "token.actions.githubusercontent.com";
  const workflow = "job_workflow_ref:example/infrastructure/.github/workflows/deliver.yml";

  expect(plan.Condition.StringLike[`${host}:sub`]).toEqual([
    `repository_id:123456:pull_request:${workflow}@refs/pull/*/merge`,
    `repository_id:123456:ref:refs/heads/main:${workflow}@refs/heads/main`,
  ]);
  expect(apply.Condition.StringEquals).toEqual({
    [`${host}:aud`]: "sts.amazonaws.com",
    [`${host}:sub`]: `repository_id:123456:environment:shop-production:${workflow}@refs/heads/main`,
  });
});

test("fails on a customized subject without the repository's id", () => {
  expect(() => roles({ pipeline: { ...GITHUB, workflow: ".github/workflows/deliver.yml" } })).toThrow(
    "pipeline.repositoryId must be given with a workflow, got none",
  );
});

test("trusts HCP Terraform for the environment's workspaces and one phase of a run", () => {
  const resource = roles({
    pipeline: { kind: "hcp", organization: "example", project: "shop", workspacePrefix: "shop-production" },
  });
  const [apply] = statements(role(resource, "shop-production-apply").assume_role_policy);

  expect(apply.Condition).toEqual({
    StringEquals: { "app.terraform.io:aud": "aws.workload.identity" },
    StringLike: {
      "app.terraform.io:sub": "organization:example:project:shop:workspace:shop-production-*:run_phase:apply",
    },
  });
});

test("lets a plan write locks only", () => {
  const writes = policyOf(roles(), "read-and-lock-state").filter(
    ({ Effect, Action }) => Effect === "Allow" && JSON.stringify(Action).match(/Put|Delete/),
  );

  expect(writes.map(({ Resource }) => Resource)).toEqual([
    "arn:aws:s3:::states/*.tflock",
    "arn:aws:dynamodb:::table/locks",
  ]);
});

test("denies a plan secrets, and objects other than the state, certificates of trust stores and configuration", () => {
  const denied = policyOf(roles(), "read-and-lock-state").filter(({ Effect }) => Effect === "Deny");

  expect(denied[0].Action).toContain("secretsmanager:GetSecretValue");
  expect(denied.find(({ Action }) => [Action].flat().includes("s3:GetObject"))).toMatchObject({
    Action: ["s3:GetObject", "s3:GetObjectVersion"],
    NotResource: ["arn:aws:s3:::states/*", "arn:aws:s3:::*/trust-stores/*.pem", "arn:aws:s3:::*/configuration/*"],
  });
});

test("denies a plan the parameters that Terraform does not manage", () => {
  const denied = policyOf(roles(), "read-and-lock-state").filter(({ Action }) => Action === "ssm:GetParameter*");

  expect(denied).toMatchObject([
    { Effect: "Deny", Condition: { StringNotEquals: { "aws:ResourceTag/Content": "configuration" } } },
  ]);
});

test("gives an apply sessions of four hours, as long as the workflow asks for", () => {
  expect(role(roles(), "shop-production-apply").max_session_duration).toBe(4 * 3600);
  expect(role(roles(), "shop-production-plan").max_session_duration).toBe(3600);
  expect(readFileSync(".github/workflows/deliver.yml", "utf8")).toContain(`role-duration-seconds: ${4 * 3600}`);
});

test("keeps an apply from assuming roles outside the environment's path", () => {
  expect(policyOf(roles(), "manage-capped-roles").find(({ Sid }) => Sid === "AssumeNoOtherRole")).toMatchObject({
    Effect: "Deny",
    Action: "sts:AssumeRole",
    NotResource: "arn:aws:iam::111122223333:role/shop-production/*",
  });
});

test("limits roles of the environment to pass and assume only roles of the environment", () => {
  const { policy } = only({ resource: roles() }, "aws_iam_policy", { name: "shop-production-boundary" });
  const statements: Json[] = JSON.parse(policy).Statement;
  const own = "arn:aws:iam::111122223333:role/shop-production/*";

  expect(statements.find(({ Sid }) => Sid === "AnyService").NotAction).toContain("sts:AssumeRole");
  expect(statements.find(({ Action }) => Action === "sts:AssumeRole").Resource).toBe(own);
  expect(statements.find(({ Action }) => Action === "iam:PassRole")).toMatchObject({
    Resource: own,
    Condition: { StringEquals: { "iam:PassedToService": expect.arrayContaining(["ecs-tasks.amazonaws.com"]) } },
  });
});

test("lets a plan decrypt the state, and the configuration that Lambda and Scheduler encrypt", () => {
  const resource = roles();
  const services = { "kms:ViaService": ["lambda.*.amazonaws.com", "scheduler.*.amazonaws.com"] };
  const decrypting = (policy: string, effect: string) =>
    policyOf(resource, policy).filter(
      ({ Effect, Action }) => Effect === effect && [Action].flat().includes("kms:Decrypt"),
    );

  expect(decrypting("decrypt-configuration", "Allow")).toMatchObject([
    { Resource: "arn:aws:kms:*:111122223333:key/*", Condition: { StringLike: services } },
  ]);
  expect(decrypting("read-and-lock-state", "Allow")).toMatchObject([{ Resource: "arn:aws:kms:::key/state" }]);
  expect(decrypting("read-and-lock-state", "Deny")).toMatchObject([
    { NotResource: "arn:aws:kms:::key/state", Condition: { StringNotLike: services } },
  ]);
});

test("lets an apply create roles in the environment's path and under its boundary only", () => {
  const policy = policyOf(roles(), "manage-capped-roles");
  const capped = policy.find(({ Sid }) => Sid === "OnlyCappedRoles");

  expect(capped.Resource).toBe("arn:aws:iam::111122223333:role/shop-production/*");
  expect(capped.Condition.StringEquals["iam:PermissionsBoundary"]).toMatch(/aws_iam_policy\..*\.arn/);
});

test("does not let the pipeline change its own roles or the boundary", () => {
  const resource = roles();
  const writable = policyOf(resource, "manage-capped-roles")
    .filter(({ Effect, Sid }) => Effect === "Allow" && Sid !== "Read")
    .flatMap(({ Resource }) => Resource);

  expect(role(resource, "shop-production-apply")).not.toHaveProperty("path");
  expect(writable).not.toContain("*");
  expect(
    writable.filter((arn: string) => arn.includes(":policy/") && !arn.includes(":policy/shop-production/")),
  ).toEqual([]);
});

test("creates no identity provider when another environment has one in the same account", () => {
  expect(roles().aws_iam_openid_connect_provider).toBeDefined();
  expect(roles({ createProvider: false }).aws_iam_openid_connect_provider).toBeUndefined();
});

test("accepts the boundary of a service instead of the environment's, and no other policy", () => {
  const resource = roles({
    serviceBoundaries: {
      eks: { name: "EKSServiceRolePermissionsBoundary", statements: () => [{ actions: ["ec2:*"], resources: ["*"] }] },
    },
  });
  const [capped] = policyOf(resource, "manage-capped-roles");

  expect(Object.values<Json>(resource.aws_iam_policy).map(({ name }) => name)).toContain(
    "EKSServiceRolePermissionsBoundary",
  );
  expect(capped!.Condition.StringEquals["iam:PermissionsBoundary"]).toEqual([
    expect.stringMatching(/^\$\{aws_iam_policy\.delivery_boundary_\w+\.arn\}$/),
    expect.stringMatching(/^\$\{aws_iam_policy\.delivery_boundary-eks_\w+\.arn\}$/),
  ]);
});

test("lets an apply create, tag and delete identity providers of clusters only", () => {
  const providers = policyOf(roles(), "manage-capped-roles").filter(({ Action }) =>
    JSON.stringify(Action).includes("OpenIDConnectProvider"),
  );

  expect(providers).toMatchObject([
    {
      Action: ["Create", "Delete", "Tag", "Untag"].map((verb) => `iam:${verb}OpenIDConnectProvider`),
      Resource: ["oidc.eks.us-east-1.amazonaws.com/id/*", "container.googleapis.com/*"].map(
        (issuer) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
      ),
    },
  ]);
});

test("lets overrides of both roles win over what it sets", () => {
  const resource = roles({ overrides: { path: "/delivery/", maxSessionDuration: 7200 } });

  for (const name of ["shop-production-plan", "shop-production-apply"]) {
    expect(role(resource, name)).toMatchObject({ path: "/delivery/", max_session_duration: 7200 });
  }
});

test("attaches no policy of AWS, but lists of calls by type", () => {
  const resource = roles();
  const attached = Object.values<Json>(resource.aws_iam_role_policy_attachment).map(({ policy_arn }) => policy_arn);
  const read = only({ resource }, "aws_iam_policy", { name: "shop-production-read-infrastructure" });
  const change = only({ resource }, "aws_iam_policy", { name: "shop-production-change" });

  expect(attached).toHaveLength(3);
  expect(attached.every((arn) => arn.startsWith("${aws_iam_policy."))).toBe(true);
  expect(statements(read.policy)[0]!.Action).toContain("ec2:DescribeVpcs");
  expect(statements(read.policy)[0]!.Action).not.toContain("ec2:DescribeSubnets");
  expect(statements(change.policy)[0]!.Action).toEqual(["ec2:*", "lambda:*"]);
  expect(statements(change.policy)[1]!.Action).toContain("ssm:PutParameter");
});

test("lets an apply pass roles only to the services of its types", () => {
  expect(policyOf(roles(), "manage-capped-roles").find(({ Action }) => Action === "iam:PassRole")).toMatchObject({
    Condition: { StringEquals: { "iam:PassedToService": ["lambda.amazonaws.com"] } },
  });
});

test("fails on a type whose calls are not known", () => {
  const allow = (type: string) => () =>
    synth((stack) =>
      new DeliveryRoles(stack, "delivery", { name: "shop", rolePath: "/shop/", pipeline: GITHUB }).allowTypes([type]),
    );

  expect(allow("aws_sqs_queues")).toThrow(
    "types must be in the table of calls by type, got aws_sqs_queues; did you mean aws_sqs_queue?",
  );
  expect(allow("aws_transcribe_vocabulary_filter")).toThrow("_filter; add its calls to resource-actions");
});
