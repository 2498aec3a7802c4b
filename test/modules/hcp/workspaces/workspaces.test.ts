import type { Json } from "@modules/checks/json";
import { ProjectAccess } from "@modules/hcp/workspaces/project-access";
import { ProjectVariables } from "@modules/hcp/workspaces/project-variables";
import { type WorkspaceProps, Workspaces, type WorkspacesProps } from "@modules/hcp/workspaces/workspaces";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const GRAPH: Record<string, WorkspaceProps> = {
  roles: { execution: "local", reads: [] },
  network: { execution: "remote", reads: ["roles"] },
  service: { execution: "remote", reads: ["network"] },
  pods: { execution: "agent", reads: ["network", "service"] },
};

function workspaces(props: Partial<WorkspacesProps> = {}): Json {
  return synth((stack) => {
    new Workspaces(stack, "shop", {
      organization: "shop",
      project: "shop production",
      terraformVersion: "1.11.4",
      agentPool: "cluster",
      workspaces: () => GRAPH,
      ...props,
    });
  });
}

test("makes a workspace for each stack in the project, and refuses to delete it with its state", () => {
  const workspace = only(workspaces(), "tfe_workspace");

  expect(Object.keys(workspace.for_each)).toEqual(["network", "pods", "roles", "service"]);
  expect(workspace).toMatchObject({
    name: "${each.key}",
    organization: "shop",
    project_id: "${tfe_project.shop_project_FBFB6CAA.id}",
    terraform_version: "1.11.4",
    force_delete: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(only(workspaces({ deletionProtection: false }), "tfe_workspace").lifecycle.prevent_destroy).toBe(false);
});

test("waits for a person before every apply, unless autoApply is true", () => {
  expect(only(workspaces(), "tfe_workspace")).toMatchObject({ auto_apply: false, auto_apply_run_trigger: false });
  expect(only(workspaces({ autoApply: true }), "tfe_workspace")).toMatchObject({
    auto_apply: true,
    auto_apply_run_trigger: true,
  });
});

test("shares a state with exactly the workspaces that read it", () => {
  const settings = only(workspaces(), "tfe_workspace_settings");

  expect(settings.for_each).toEqual({
    network: { execution: "remote", readers: ["pods", "service"] },
    pods: { execution: "agent", readers: [] },
    roles: { execution: "local", readers: ["network"] },
    service: { execution: "remote", readers: ["pods"] },
  });
  expect(settings.global_remote_state).toBe(false);
  expect(settings.remote_state_consumer_ids).toBe("${[for name in each.value.readers : tfe_workspace.shop[name].id]}");
});

test("posts to Slack what a person acts on, and nothing without a webhook", () => {
  const url = "https://hooks.slack.com/services/T/B/example";

  expect(workspaces().resource.tfe_notification_configuration).toBeUndefined();
  expect(only(workspaces({ slackWebhook: url }), "tfe_notification_configuration")).toMatchObject({
    workspace_id: "${tfe_workspace.shop[each.key].id}",
    destination_type: "slack",
    enabled: true,
    url,
    triggers: ["run:needs_attention", "run:errored", "assessment:drifted", "assessment:failed"],
  });
});

test("assesses drift where a run needs no person, and gives agents to those alone that need them", () => {
  const json = workspaces();

  expect(only(json, "tfe_workspace_settings")).toMatchObject({
    execution_mode: "${each.value.execution}",
    assessments_enabled: '${each.value.execution != "local"}',
    agent_pool_id: '${each.value.execution == "agent" ? data.tfe_agent_pool.shop_agents_EE739A7A.id : null}',
  });
  expect(json.data.tfe_agent_pool).toMatchObject({ shop_agents_EE739A7A: { name: "cluster" } });
});

test("starts the readers of a workspace after its apply, but no run on a person's machine", () => {
  const trigger = only(workspaces(), "tfe_run_trigger");

  expect(trigger.for_each).toEqual({
    "network/roles": { reader: "network", source: "roles" },
    "pods/network": { reader: "pods", source: "network" },
    "pods/service": { reader: "pods", source: "service" },
    "service/network": { reader: "service", source: "network" },
  });
  expect(trigger).toMatchObject({
    workspace_id: "${tfe_workspace.shop[each.value.reader].id}",
    sourceable_id: "${tfe_workspace.shop[each.value.source].id}",
  });
});

test("refuses an agent without a pool, and more sources than HCP Terraform lets trigger a run", () => {
  expect(() => workspaces({ agentPool: undefined })).toThrow("agentPool must be given for pods, got none");
  const reads = Array.from({ length: 21 }, (_, index) => `source-${index}`);
  expect(() => workspaces({ workspaces: () => ({ service: { execution: "remote", reads } }) })).toThrow(
    "workspaces.service.reads must be at most 20, got 21",
  );
});

test("gives every run of the project its variables", () => {
  const json = workspaces({ variables: { TFC_AWS_PROVIDER_AUTH: "true" } });

  expect(only(json, "tfe_variable")).toMatchObject({ category: "env", key: "TFC_AWS_PROVIDER_AUTH", value: "true" });
  expect(only(json, "tfe_variable_set")).toMatchObject({
    name: "shop production",
    parent_project_id: "${tfe_project.shop_project_FBFB6CAA.id}",
  });
  expect(workspaces().resource.tfe_variable_set).toBeUndefined();
});

test("attaches a set of variables to its project", () => {
  const json = synth((stack) => {
    new ProjectVariables(stack, "credentials", {
      organization: "shop",
      projectId: "prj-1",
      name: "shop",
      variables: {},
    });
  });

  expect(only(json, "tfe_project_variable_set")).toMatchObject({
    project_id: "prj-1",
    variable_set_id: "${tfe_variable_set.credentials.id}",
  });
});

test("lets a team approve runs", () => {
  const json = synth((stack) => {
    new ProjectAccess(stack, "access", { organization: "shop", projectId: "prj-1", teams: { platform: "write" } });
  });

  expect(only(json, "tfe_team_project_access")).toMatchObject({
    project_id: "prj-1",
    team_id: "${data.tfe_team.access_team-platform_3D473EF0.id}",
    access: "write",
  });
});
