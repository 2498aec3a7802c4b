import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const { resource } = stacks["lp-production-bootstrap"]!;

function named(type: string, name: string): Json {
  return Object.values<Json>(resource[type]).find((one) => one.name === name);
}

test("makes the boundary that caps the cluster's role, and no other role", () => {
  const kubernetes = stacks["lp-production-kubernetes"]!;
  const arn = "arn:aws:iam::333333333333:policy/EKSServiceRolePermissionsBoundary";
  const capped = Object.entries<Json>(kubernetes.resource.aws_iam_role).filter(
    ([, { permissions_boundary }]) => permissions_boundary === arn,
  );

  expect(named("aws_iam_policy", "EKSServiceRolePermissionsBoundary")).toBeDefined();
  expect(capped.map(([address]) => `\${aws_iam_role.${address}.arn}`)).toEqual([
    only(kubernetes, "aws_eks_cluster").role_arn,
  ]);
});

test("lets the pipeline cap a role with it", () => {
  const { policy } = named("aws_iam_role_policy", "manage-capped-roles");

  expect(policy).toContain("aws_iam_policy.delivery_boundary-cluster");
});

test("keeps the boundaries of environments apart that share an account", () => {
  const policies = Object.values<Json>(stacks["lp-development-bootstrap"]!.resource.aws_iam_policy);

  expect(policies.map(({ name }) => name)).toContain("EKSServiceRolePermissionsBoundary-development");
});
