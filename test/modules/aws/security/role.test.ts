import { setAccount } from "@modules/aws/account";
import { grant, Role } from "@modules/aws/security/role";
import { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { only, statements, synth, synthAll, testApp } from "../../../support/synth";

test("takes the path and boundary its stack states, or a boundary of its own", () => {
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

test("ends its name with the suffix of a region that shares the account", () => {
  const json = synthAll((app) => {
    const stack = new TerraformStack(app, "stack");
    setAccount(stack, { id: "111122223333", region: "us-west-2", globalSuffix: "-us-west-2" });
    new Role(stack, "worker", { name: "worker", assumedBy: "lambda.amazonaws.com" });
  }).stack;

  expect(only(json, "aws_iam_role").name).toBe("worker-us-west-2");
});

test("keeps a service from acting for other accounts, where the service says for whom it acts", () => {
  const json = synth((stack) => new Role(stack, "task", { name: "task", assumedBy: "ecs-tasks.amazonaws.com" }));
  const [trust] = statements(only(json, "aws_iam_role").assume_role_policy);

  expect(trust.Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111122223333" } });
});

test("makes one policy a grant, in the role's own stack", () => {
  const json = synth((stack) => {
    const role = new Role(stack, "worker", { name: "worker", assumedBy: "lambda.amazonaws.com" });
    grant(role, "send-jobs", { actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:111122223333:jobs"] });
  });

  expect(only(json, "aws_iam_role_policy")).toMatchObject({ name: "send-jobs", role: "${aws_iam_role.worker.name}" });
});

test("fails outside a stack that states its account", () => {
  const app = testApp();
  const stack = new TerraformStack(app, "stack");

  expect(() => new Role(stack, "task", { name: "task", assumedBy: "ecs-tasks.amazonaws.com" })).toThrow(
    "stack/task: its stack must state an AWS account and region; call setAccount in the stack",
  );
});
