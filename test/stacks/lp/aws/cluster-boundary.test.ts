import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/lp/development";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const bootstrap = stacks["lp-production-bootstrap"]!;
const BOUNDARY = "EKSServiceRolePermissionsBoundary";

test("creates the boundary in the bootstrap stack and attaches it to the cluster's role alone", () => {
  const kubernetes = stacks["lp-production-kubernetes"]!;
  const arn = `arn:aws:iam::${production.account.id}:policy/${BOUNDARY}`;
  const capped = Object.entries(kubernetes.resource.aws_iam_role).filter(
    ([, role]) => (role as { permissions_boundary?: string }).permissions_boundary === arn,
  );

  expect(resources(bootstrap, "aws_iam_policy").map(({ name }) => name)).toContain(BOUNDARY);
  expect(capped.map(([address]) => `\${aws_iam_role.${address}.arn}`)).toEqual([
    only(kubernetes, "aws_eks_cluster").role_arn,
  ]);
});

test("lets the pipeline attach the boundary to roles", () => {
  const manage = resources(bootstrap, "aws_iam_role_policy").find(({ name }) => name === "manage-capped-roles");

  expect(manage?.policy).toContain("aws_iam_policy.delivery_boundary-cluster");
});

test("names the boundary after the environment", () => {
  const policies = resources(stacks["lp-development-bootstrap"]!, "aws_iam_policy");

  expect(policies.map(({ name }) => name)).toContain(`${BOUNDARY}${development.nameSuffix}`);
});
