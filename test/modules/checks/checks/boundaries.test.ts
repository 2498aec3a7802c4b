import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { setAccount } from "@modules/aws/account";
import { boundaryStatements } from "@modules/aws/security/boundary";
import { ConfigurationRecorder } from "@modules/aws/security/configuration-recorder";
import { policyDocument, type Statement } from "@modules/aws/security/policy";
import { grant, Role } from "@modules/aws/security/role";
import { Bucket } from "@modules/aws/storage/bucket";
import { boundaryFaults } from "@modules/checks/checks/boundaries";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

const ACCOUNT = "111122223333";

/** Faults of a stack whose roles have a boundary with these statements, or the boundary of every environment. */
function faults(define: (stack: TerraformStack) => void, statements?: readonly Statement[]): string[] {
  const app = testApp();
  const stack = soundStack(app, "shop");
  setAccount(stack, { id: ACCOUNT, region: "us-east-1" });
  const boundary = new IamPolicy(stack, "boundary", {
    name: "shop-boundary",
    policy: policyDocument(...(statements ?? boundaryStatements(stack, "/shop/"))),
  });
  setAccount(stack, {
    id: ACCOUNT,
    region: "us-east-1",
    roles: { path: "/shop/", permissionsBoundary: boundary.arn },
  });
  define(stack);
  return boundaryFaults(prepare(app));
}

const worker = (stack: TerraformStack, ...statements: readonly Statement[]) =>
  grant(new Role(stack, "worker", { name: "worker", assumedBy: "lambda.amazonaws.com" }), "work", ...statements);

const anyRole = `arn:aws:iam::${ACCOUNT}:role`;
const pass = (role: string, service: string): Statement => ({
  actions: ["iam:PassRole"],
  resources: [role],
  conditions: { StringEquals: { "iam:PassedToService": service } },
});

test("accepts what the boundary of an environment lets through", () => {
  const define = (stack: TerraformStack) =>
    worker(
      stack,
      { actions: ["s3:Get*"], resources: ["arn:aws:s3:::shop/*"] },
      pass(`${anyRole}/shop/task`, "ecs-tasks.amazonaws.com"),
    );

  expect(faults(define)).toEqual([]);
});

test("accepts the recorder of AWS Config, which reads IAM", () => {
  const define = (stack: TerraformStack) => {
    const bucket = Object.assign(new Bucket(stack, "records", { name: "records" }), { nameWithPolicy: "records" });
    new ConfigurationRecorder(stack, "recorder", { name: "shop-config", bucket });
  };

  expect(faults(define)).toEqual([]);
});

test("accepts roles without a boundary", () => {
  const app = testApp();
  new IamRole(soundStack(app), "role", { name: "worker", assumeRolePolicy: "{}" });

  expect(boundaryFaults(prepare(app))).toEqual([]);
});

test.each([
  ["a new user", { actions: ["iam:CreateUser"], resources: [`arn:aws:iam::${ACCOUNT}:user/bob`] }, "iam:CreateUser"],
  ["a role of others", { actions: ["sts:AssumeRole"], resources: [`${anyRole}/Administrator`] }, "sts:AssumeRole"],
  ["a role that it hands to EMR", pass(`${anyRole}/shop/task`, "elasticmapreduce.amazonaws.com"), "iam:PassRole"],
])("fails when a policy allows %s and the boundary does not", (_, statement, action) => {
  expect(faults((stack) => worker(stack, statement))).toEqual([
    `shop/worker/Default: its permissions boundary must allow what its policies do, got no ${action}; add them to the boundary, or remove them from the role`,
  ]);
});

test("fails when a boundary takes actions from a policy that AWS maintains", () => {
  const define = (stack: TerraformStack) =>
    new Role(stack, "agent", {
      name: "agent",
      assumedBy: "ec2.amazonaws.com",
      managedPolicies: { sessions: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    });

  expect(faults(define, [{ notActions: ["ssm:*", "ssmmessages:*"], resources: ["*"] }])[0]).toMatch(
    /got no ssm:DescribeAssociation, .* and \d+ more; add them/,
  );
});
