import type { Json } from "@modules/checks/json";
import { DeliveryEnvironment, type DeliveryEnvironmentProps } from "@modules/github/actions/delivery-environment";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function environment(props: Partial<DeliveryEnvironmentProps> = {}): Json {
  return synth((stack) => {
    const approvers = { teams: ["platform"], users: ["octocat"] };
    new DeliveryEnvironment(stack, "shop", { repository: "shop", name: "shop-production", approvers, ...props });
  });
}

test("waits for a team or a user who did not start the deployment, and lets no administrator pass by", () => {
  const json = environment();

  expect(only(json, "github_repository_environment")).toMatchObject({
    repository: "shop",
    environment: "shop-production",
    prevent_self_review: true,
    can_admins_bypass: false,
    reviewers: [
      {
        teams: ["${data.github_team.shop_team-platform_18D835CB.id}"],
        users: ["${data.github_user.shop_user-octocat_71E6FA16.id}"],
      },
    ],
  });
  expect(json.data.github_team).toMatchObject({ "shop_team-platform_18D835CB": { slug: "platform" } });
  expect(json.data.github_user).toMatchObject({ "shop_user-octocat_71E6FA16": { username: "octocat" } });
});

test.each([
  [undefined, "main"],
  ["release", "release"],
])("deploys from the branch %s as %s alone", (branch, pattern) => {
  const json = environment({ branch });

  expect(only(json, "github_repository_environment").deployment_branch_policy).toEqual({
    protected_branches: false,
    custom_branch_policies: true,
  });
  expect(only(json, "github_repository_environment_deployment_policy")).toMatchObject({
    branch_pattern: pattern,
    environment: "${github_repository_environment.shop.environment}",
  });
});

test("gives jobs its variables", () => {
  expect(
    only(environment({ variables: { REGION: "us-east-1" } }), "github_actions_environment_variable"),
  ).toMatchObject({
    variable_name: "REGION",
    value: "us-east-1",
  });
});

test.each([
  [{}, 0],
  [{ teams: ["a", "b", "c", "d"], users: ["e", "f", "g"] }, 7],
])("refuses the approvers %j", (approvers, count) => {
  expect(() => environment({ approvers })).toThrow(
    `stack/shop: approvers must be one to six teams and users, got ${count}`,
  );
});
