import { setAccount } from "@modules/aws/account";
import { grant, Role } from "@modules/aws/security/role";
import { only, statements } from "@modules/testing/resources";
import { synth, synthAll, testApp, testStack } from "@modules/testing/synth";
import { Lazy, TerraformStack } from "cdktf";
import { expect, test } from "vitest";

test("takes the path and permissions boundary of the stack's account, or a boundary of its own", () => {
  const json = synthAll((app) => {
    const stack = new TerraformStack(app, "stack");
    setAccount(stack, {
      id: "111122223333",
      region: "us-east-1",
      roles: { path: "/shop/", permissionsBoundary: "arn:aws:iam::111122223333:policy/cap" },
    });
    new Role(stack, "worker", { name: "worker", assumedBy: "lambda.amazonaws.com" });
    const permissionsBoundary = "arn:aws:iam::111122223333:policy/narrower";
    new Role(stack, "cluster", { name: "cluster", assumedBy: "eks.amazonaws.com", permissionsBoundary });
  }).stack;

  expect(json!.resource.aws_iam_role).toMatchObject({
    worker: { path: "/shop/", permissions_boundary: "arn:aws:iam::111122223333:policy/cap" },
    cluster: { path: "/shop/", permissions_boundary: "arn:aws:iam::111122223333:policy/narrower" },
  });
});

test("ends its name with the suffix of the stack's region", () => {
  const json = synthAll((app) => {
    const stack = new TerraformStack(app, "stack");
    setAccount(stack, { id: "111122223333", region: "us-west-2", globalSuffix: "-us-west-2" });
    new Role(stack, "worker", { name: "worker", assumedBy: "lambda.amazonaws.com" });
  }).stack;

  expect(only(json, "aws_iam_role").name).toBe("worker-us-west-2");
});

test("lets a service that states its source account assume it for this account only", () => {
  const json = synth((stack) => new Role(stack, "task", { name: "task", assumedBy: "ecs-tasks.amazonaws.com" }));
  const [trust] = statements(only(json, "aws_iam_role").assume_role_policy);

  expect(trust.Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111122223333" } });
});

test("adds one inline policy for each grant, in the role's stack", () => {
  const json = synth((stack) => {
    const role = new Role(stack, "worker", { name: "worker", assumedBy: "lambda.amazonaws.com" });
    grant(role, "send-jobs", { actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:111122223333:jobs"] });
  });

  expect(only(json, "aws_iam_role_policy")).toMatchObject({ name: "send-jobs", role: "${aws_iam_role.worker.name}" });
});

test("lets overrides win over what it sets", () => {
  const json = synth(
    (stack) =>
      new Role(stack, "worker", {
        name: "worker",
        assumedBy: "lambda.amazonaws.com",
        overrides: { maxSessionDuration: 7200, forceDetachPolicies: true },
      }),
  );

  expect(only(json, "aws_iam_role")).toMatchObject({ max_session_duration: 7200, force_detach_policies: true });
});

test("adds grants to an existing role by its name", () => {
  const json = synth((stack) => {
    const role = Role.fromExisting(stack, "legacy", { arn: "arn:aws:iam::111122223333:role/legacy/invoices" });
    grant(role, "send-jobs", { actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:111122223333:jobs"] });
  });

  expect(json.resource.aws_iam_role).toBeUndefined();
  expect(only(json, "aws_iam_role_policy").role).toBe("invoices");
});

test("fails on an existing role whose name is unknown until apply", () => {
  const app = testApp();
  const arn = Lazy.stringValue({ produce: () => "arn:aws:iam::111122223333:role/legacy" });

  expect(() => Role.fromExisting(testStack(app), "legacy", { arn })).toThrow(
    "stack/legacy: name must be given when the ARN is a token, got undefined",
  );
});

test("fails on sessions longer than IAM allows", () => {
  const app = testApp();
  const props = { name: "worker", assumedBy: "lambda.amazonaws.com", maxSessionSeconds: 86400 };

  expect(() => new Role(testStack(app), "worker", props)).toThrow("maxSessionSeconds must be 3600 to 43200, got 86400");
});

test("fails in a stack that states no account", () => {
  const app = testApp();
  const stack = new TerraformStack(app, "stack");

  expect(() => new Role(stack, "task", { name: "task", assumedBy: "ecs-tasks.amazonaws.com" })).toThrow(
    "stack/task: its stack must state an AWS account and region; call setAccount in the stack",
  );
});
