import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test, vi } from "vitest";
import { checkedEnvironments, environmentName } from "../../app/environments";
import { pipelineCredentials, pipelines } from "../../commands/pipelines";
import { platforms } from "../../stacks/platforms";
import { HCP_STATE } from "../support/environment";
import { stacks } from "../support/stacks";

const environments = checkedEnvironments(platforms).map((one) => [environmentName(one), one] as const);

function roleNames(json: Json): string[] {
  return resources(json, "aws_iam_role").map(({ name }) => name);
}

test.each(environments)("assumes the roles that the bootstrap stack of %s creates", (name, checked) => {
  const { planRole, applyRole, region } = pipelineCredentials(checked);
  const { id } = checked.environment.account;
  const made = roleNames(stacks[`${name}-bootstrap`]!);

  expect(region).toBe(checked.environment.account.region);
  for (const arn of [planRole, applyRole]) {
    const [account, role] = arn.split(":role/");
    expect(account).toBe(`arn:aws:iam::${id}`);
    expect(made).toContain(role);
  }
});

const onGoogle = environments.filter(([name]) => stacks[`${name}-google-bootstrap`]);

test.each(onGoogle)("acts as the accounts that the bootstrap stack of %s creates in Google Cloud", (name, checked) => {
  const json = stacks[`${name}-google-bootstrap`]!;
  const { identityProvider, planAccount, applyAccount } = pipelineCredentials(checked).google!;
  const accounts = resources(json, "google_service_account").map(({ account_id }) => account_id);
  const { workload_identity_pool_id: pool } = only(json, "google_iam_workload_identity_pool");
  const providers = resources(json, "google_iam_workload_identity_pool_provider").map(
    ({ workload_identity_pool_provider_id: provider }) => `${pool}/providers/${provider}`,
  );

  expect([applyAccount, planAccount].map((email) => email.split("@")[0])).toEqual([...accounts].sort());
  expect(providers).toContain(identityProvider.split("/workloadIdentityPools/")[1]);
  expect(planAccount.split("@")[1]).toBe(`${json.provider.google[0].project}.iam.gserviceaccount.com`);
});

test.each(environments)("names the runner in the VPC of %s, if it has one", (name, checked) => {
  const json = stacks[`${name}-runner`];
  const { runner } = pipelineCredentials(checked);

  expect(runner).toBe(json && `codebuild-${only(json, "aws_codebuild_project").name}`);
});

test("has no account in Google Cloud for an environment without a project there", () => {
  const without = environments.find(([name]) => !stacks[`${name}-google-bootstrap`])!;

  expect(pipelineCredentials(without[1])).not.toHaveProperty("google");
});

test("leaves out environments with documentation values, and says so", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const error = vi.spyOn(console, "error").mockImplementation(() => {});

  expect(await pipelines()).toBe(0);
  expect(log).toHaveBeenCalledExactlyOnceWith("{}");
  expect(error.mock.calls.map(([line]) => String(line).split(" is left out")[0])).toEqual(
    environments.map(([name]) => name),
  );
});

test("fails when the named environment has documentation values", async () => {
  await expect(pipelines("lp-production")).rejects.toThrow(
    "environments/lp/owner.ts: environments.production.accountId is still the documentation value 333333333333",
  );
});

test("fails for an environment that HCP Terraform plans and applies", () => {
  const [, checked] = environments[0]!;

  expect(() => pipelineCredentials({ ...checked, environment: { ...checked.environment, state: HCP_STATE } })).toThrow(
    `${checked.file}: state.backend must be s3, got hcp; plan and apply it with HCP Terraform`,
  );
});

test("uses the partition of the region", () => {
  const [, checked] = environments[0]!;
  const environment = { ...checked.environment, account: { ...checked.environment.account, region: "us-gov-west-1" } };

  expect(pipelineCredentials({ ...checked, environment }).planRole).toMatch(/^arn:aws-us-gov:iam::/);
});
