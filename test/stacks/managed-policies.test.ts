/** Roles of all stacks to which a policy that AWS maintains is attached. */
import { isAllowed } from "@modules/checks/access/evaluate";
import { rolesOf } from "@modules/checks/access/roles";
import { expect, test } from "vitest";
import { prepared } from "../support/stacks";

const users = rolesOf(prepared).filter(({ awsPolicies }) => awsPolicies.length > 0);

test("is part of what a role may do", () => {
  const node = users.find(({ awsPolicies }) => awsPolicies.some((arn) => arn.endsWith("/AmazonEKSWorkerNodePolicy")))!;

  expect(isAllowed(node, { action: "ec2:DescribeInstances" })).toBe(true);
});

/** Calls with which a program would get the permissions of another program, or read its secrets. */
test.each([
  "iam:AttachRolePolicy",
  "iam:CreateAccessKey",
  "iam:CreatePolicyVersion",
  "iam:CreateRole",
  "iam:PassRole",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "lambda:UpdateFunctionCode",
  "sts:AssumeRole",
])("gives no role %s on an administrator", (action) => {
  const allowing = users.filter((role) =>
    isAllowed(role, { action, resource: `arn:aws:iam::${role.arn.split(":")[4]}:role/Administrator` }),
  );

  expect(allowing.map(({ name }) => name)).toEqual([]);
});
