import { managedPolicyDocument, managedPolicyName } from "@modules/aws/security/managed-policies/table";
import { isAllowed } from "@modules/checks/access/evaluate";
import { expect, test } from "vitest";

test("names policies that AWS maintains, in every partition, and no others", () => {
  const names = ["arn:aws-cn:iam::aws:policy/service-role/AWS_ConfigRole", "arn:aws:iam::111122223333:policy/shop"];

  expect(names.map(managedPolicyName)).toEqual(["service-role/AWS_ConfigRole", undefined]);
});

test("has no document for a policy that the table lacks", () => {
  expect(managedPolicyDocument("arn:aws:iam::aws:policy/AdministratorAccess")).toBeUndefined();
});

const pullOnly = managedPolicyDocument("arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly")!;

test.each([
  ["ecr:BatchGetImage", true],
  ["ecr:GetAuthorizationToken", true],
  ["ecr:PutImage", false],
])("evaluates %s of a node that pulls images", (action, allowed) => {
  expect(isAllowed({ policies: [pullOnly] }, { action })).toBe(allowed);
});

test("keeps the conditions of a policy", () => {
  const driver = managedPolicyDocument("arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy")!;
  const request = { action: "ec2:DeleteVolume", resource: "arn:aws:ec2:us-east-1:111122223333:volume/vol-1" };
  const context = { "ec2:ResourceTag/ebs.csi.aws.com/cluster": "true" };

  expect([
    isAllowed({ policies: [driver] }, request),
    isAllowed({ policies: [driver] }, { ...request, context }),
  ]).toEqual([false, true]);
});
