import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { checkedEnvironments } from "../app/environments";
import type { GoogleSettings } from "../environments/schema/google";
import { platforms } from "../stacks/platforms";
import { prepared, stacks } from "./support/stacks";

const environments = checkedEnvironments(platforms).map(({ environment }) => environment);

const PROJECTS = {
  dafnckmachine: "DafnckMachine",
  freeagentics: "FreeAgentics",
  lp: "LP",
  "phoenix-rooivalk": "PhoenixRooivalk",
};

/** Paths and values of all leaves of the JSON. */
function leaves(value: Json, path = ""): [string, string][] {
  return typeof value === "object" && value !== null
    ? Object.entries<Json>(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
    : [[path, String(value)]];
}

/** Stacks of an environment, by id. */
function stacksOf({ platform, name }: { platform: string; name: string }): [string, Json][] {
  return Object.entries(stacks).filter(([id]) => id.startsWith(`${platform}-${name}-`));
}

test("assigns every stack to an environment", () => {
  const owned = environments.flatMap((environment) => stacksOf(environment).map(([id]) => id));

  expect(owned.sort()).toEqual(Object.keys(stacks).sort());
});

test("keeps each state under a unique key with platform, environment and stack", () => {
  const keys = Object.values(stacks).map(
    ({ terraform }) => `${terraform.backend.s3.bucket}/${terraform.backend.s3.key}`,
  );

  expect(new Set(keys).size).toBe(keys.length);
  for (const environment of environments) {
    for (const [id, { terraform }] of stacksOf(environment)) {
      const stack = id.slice(`${environment.platform}-${environment.name}-`.length);
      expect(terraform.backend.s3.key).toBe(`${environment.platform}/${environment.name}/${stack}.tfstate`);
    }
  }
});

test("encrypts every state with a customer key, and locks it by table and by object", () => {
  for (const [id, { terraform }] of Object.entries(stacks)) {
    expect(terraform.backend.s3, id).toMatchObject({
      encrypt: true,
      kms_key_id: expect.stringMatching(/^arn:aws:kms:/),
      dynamodb_table: expect.stringContaining("terraform-state-lock"),
      use_lockfile: true,
    });
  }
});

test("gives every environment its own state bucket and lock table", () => {
  const backends = environments.map(({ state }) =>
    state.backend === "s3" ? `${state.bucket} ${state.lockTable}` : "",
  );

  expect(new Set(backends).size).toBe(backends.length);
});

test("limits every AWS provider to the environment's account, and tags by default", () => {
  for (const environment of environments) {
    for (const [id, { provider }] of stacksOf(environment)) {
      for (const aws of (provider.aws ?? []) as Json[]) {
        expect(aws.allowed_account_ids, id).toEqual([environment.account.id]);
        expect(aws.region, id).toMatch(/^[a-z]{2}-[a-z]+-\d$/);
        expect(aws.default_tags[0].tags, id).toMatchObject({
          Project: PROJECTS[environment.platform],
          Environment: environment.name,
          ManagedBy: "Terraform",
          Stack: id,
        });
      }
    }
  }
});

test("limits every Google provider to the environment's project, and labels by default", () => {
  for (const environment of environments) {
    for (const [id, { provider }] of stacksOf(environment)) {
      for (const google of (provider.google ?? []) as Json[]) {
        expect(google, id).toMatchObject({
          project: (environment as { google?: GoogleSettings }).google?.project.id,
          billing_project: google.project,
          default_labels: {
            project: PROJECTS[environment.platform].replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase(),
            environment: environment.name,
            managed_by: "terraform",
            stack: id,
          },
        });
      }
    }
  }
});

test("writes no credential into a provider", () => {
  for (const [id, { provider }] of Object.entries(stacks)) {
    expect(Object.keys(provider).length, id).toBeGreaterThan(0);
    for (const [path, value] of leaves(provider)) {
      expect(path, id).not.toMatch(/token|password|secret|access_key|api_key|credentials|client_key/);
      expect(value, id).not.toMatch(/-----BEGIN/);
    }
  }
});

test("requires a version of Terraform and the exact release of every provider", () => {
  for (const [id, { terraform }] of Object.entries(stacks)) {
    expect(terraform.required_version, id).toBe(">= 1.11");
    for (const { version } of Object.values<Json>(terraform.required_providers)) {
      expect(version, id).toMatch(/^\d+\.\d+\.\d+$/);
    }
  }
});

test("has no data sources but the states of earlier stacks, and the ids of GitHub's approvers", () => {
  for (const [id, { data = {} }] of Object.entries(stacks)) {
    // GitHub's API requires the ids of approvers, which its interface does not show.
    const approvers = id.endsWith("-github-delivery") ? ["github_team", "github_user"] : [];
    expect(["terraform_remote_state", ...approvers], id).toEqual(expect.arrayContaining(Object.keys(data)));
  }
});

test("writes no path, user or machine into the JSON", () => {
  for (const [id, json] of Object.entries(stacks)) {
    expect(JSON.stringify(json), id).not.toContain(process.cwd());
  }
});

test("reads the states of earlier stacks only", () => {
  const order = prepared.map(({ stack }) => stack);

  for (const [index, stack] of order.entries()) {
    for (const dependency of stack.dependencies) {
      expect(order.indexOf(dependency), `${stack} takes from ${dependency}`).toBeLessThan(index);
    }
  }
});

test("reads states of the same environment only", () => {
  for (const { id, stack } of prepared) {
    const scope = id.split("-").slice(0, 2).join("-");
    expect(
      stack.dependencies.every(({ node }) => node.id.startsWith(scope)),
      id,
    ).toBe(true);
  }
});
