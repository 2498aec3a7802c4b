/** Policies that allow to create identity providers. */
import { access } from "@modules/checks/policies/aws/access";
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { expect, test } from "vitest";

function faults(action: string, provider: string): number {
  const Resource = `arn:aws:iam::111122223333:oidc-provider/${provider}`;
  const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: [action], Resource }] });
  const json = { resource: { aws_iam_policy: { it: { policy } } } };
  return access.flatMap((rule) => violations(rule, new Resources([{ id: "shop", json, isProtected: true }]))).length;
}

test.each([
  ["iam:CreateOpenIDConnectProvider", "oidc.eks.*", 1],
  ["iam:*", "*", 1],
  ["iam:GetOpenIDConnectProvider", "oidc.eks.*", 0],
  ["iam:CreateOpenIDConnectProvider", "oidc.eks.us-east-1.amazonaws.com/id/*", 0],
  ["iam:CreateOpenIDConnectProvider", "token.actions.githubusercontent.com", 0],
])("counts the faults of a policy that allows %s on the provider %s", (action, provider, count) => {
  expect(faults(action, provider)).toBe(count);
});
