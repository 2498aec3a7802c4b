import { readFileSync } from "node:fs";
import { only } from "@modules/testing/resources";
import { synthAll } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { production } from "../../../../environments/lp/production";
import { lpSchema } from "../../../../environments/lp/rules";
import { defineLp } from "../../../../stacks/lp/define";
import { TERRAFORM_VERSION } from "../../../../stacks/shared/hcp/workspaces";

const hcp = { backend: "hcp" as const, organization: "shop", project: "lp production", approvers: ["platform"] };

const stacks = (state: object) =>
  synthAll((app) => defineLp(app, lpSchema.parse({ ...production, state: { ...hcp, ...state } })));
const all = stacks({});
const json = all["lp-production-hcp-workspaces"]!;
const settings = only(json, "tfe_workspace_settings").for_each;

test("has a workspace for every stack of the environment, itself as well", () => {
  expect(Object.keys(settings)).toEqual(Object.keys(all).sort());
  expect(Object.keys(all).filter((id) => id.includes("github"))).toEqual([]);
});

test("runs stacks that make the credentials of runs, and stacks inside clusters, on the machine of whoever starts them", () => {
  const local = Object.keys(settings).filter((id) => settings[id].execution === "local");

  expect(local).toEqual([
    "lp-production-bootstrap",
    "lp-production-controllers",
    "lp-production-google-bootstrap",
    "lp-production-google-controllers",
    "lp-production-google-workloads",
    "lp-production-hcp-workspaces",
    "lp-production-observability",
    "lp-production-workloads",
  ]);
});

test("gives stacks inside clusters to agents when there is a pool", () => {
  const withAgents = only(stacks({ agentPool: "lp" })["lp-production-hcp-workspaces"]!, "tfe_workspace_settings");

  expect(withAgents.for_each["lp-production-workloads"].execution).toBe("agent");
});

test("takes the webhook of the chat channel from the environment of a plan, where notifications are on", () => {
  const told = stacks({ notifications: true })["lp-production-hcp-workspaces"]!;

  expect(json.resource.tfe_notification_configuration).toBeUndefined();
  expect(only(told, "tfe_notification_configuration").url).toBe("${var.run_notifications}");
  expect(told.variable.run_notifications).toMatchObject({ sensitive: true, nullable: false });
});

test("shares each state with the stacks that read it from HCP Terraform", () => {
  for (const [id, { data }] of Object.entries(all)) {
    const sources = Object.values<{ config: { workspaces: { name: string } } }>(data?.terraform_remote_state ?? {});
    for (const { config } of sources) {
      expect(settings[config.workspaces.name].readers).toContain(id);
    }
  }
  expect(settings["lp-production-network"].readers).toContain("lp-production-data");
});

test("logs runs in as the roles of the bootstrap stacks", () => {
  const variables = Object.values<{ key: string; value: string }>(json.resource.tfe_variable);
  const values = Object.fromEntries(variables.map(({ key, value }) => [key, value]));

  expect(values).toMatchObject({
    TFC_AWS_PROVIDER_AUTH: "true",
    TFC_AWS_PLAN_ROLE_ARN: `arn:aws:iam::${production.account.id}:role/lp-production-plan`,
    TFC_AWS_APPLY_ROLE_ARN: `arn:aws:iam::${production.account.id}:role/lp-production-apply`,
    TFC_GCP_PROVIDER_AUTH: "true",
  });
  expect(values.TFC_GCP_WORKLOAD_PROVIDER_NAME).toMatch(
    /\/workloadIdentityPools\/lp-production\/providers\/hcp-terraform$/,
  );
});

test("lets the approvers start and approve runs", () => {
  expect(only(json, "tfe_team_project_access").access).toBe("write");
});

test("has the addresses that the runbook imports", () => {
  const runbook = readFileSync("runbooks/hcp-terraform.md", "utf8");

  for (const type of ["tfe_project", "tfe_workspace"]) {
    expect(runbook).toContain(`${type}.${Object.keys(json.resource[type])[0]}`);
  }
});

test("runs the version of Terraform that the workflows run", () => {
  for (const file of ["check", "deliver", "nightly"]) {
    const versions = [...readFileSync(`.github/workflows/${file}.yml`, "utf8").matchAll(/terraform_version: (\S+)/g)];
    expect(versions.map(([, version]) => version).filter((version) => version !== TERRAFORM_VERSION)).toEqual([]);
  }
});
