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

/** Every value in the JSON, with its path. */
function leaves(value: Json, path = ""): [string, string][] {
  return typeof value === "object" && value !== null
    ? Object.entries<Json>(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
    : [[path, String(value)]];
}

/** Stacks of an environment, by id. */
function stacksOf({ platform, name }: { platform: string; name: string }): [string, Json][] {
  return Object.entries(stacks).filter(([id]) => id.startsWith(`${platform}-${name}-`));
}

test("gives every environment stacks, and every stack an environment", () => {
  const owned = environments.flatMap((environment) => stacksOf(environment).map(([id]) => id));

  expect(owned.sort()).toEqual(Object.keys(stacks).sort());
});

test("keeps each state under a key of its own that says whose it is", () => {
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

test("encrypts every state with the environment's key and locks it both ways", () => {
  for (const [id, { terraform }] of Object.entries(stacks)) {
    expect(terraform.backend.s3, id).toMatchObject({
      encrypt: true,
      kms_key_id: expect.stringMatching(/^arn:aws:kms:/),
      dynamodb_table: expect.stringContaining("terraform-state-lock"),
      use_lockfile: true,
    });
  }
});

test("never shares a state bucket or a lock table between environments", () => {
  const backends = environments.map(({ state }) =>
    state.backend === "s3" ? `${state.bucket} ${state.lockTable}` : "",
  );

  expect(new Set(backends).size).toBe(backends.length);
});

test("refuses every account but the environment's, and tags everything as its own", () => {
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

test("stays in the environment's Google Cloud project, and labels everything as its own", () => {
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

test("logs in to every cloud with what the machine has: no provider holds a credential", () => {
  for (const [id, { provider }] of Object.entries(stacks)) {
    expect(Object.keys(provider).length, id).toBeGreaterThan(0);
    for (const [path, value] of leaves(provider)) {
      expect(path, id).not.toMatch(/token|password|secret|access_key|api_key|credentials|client_key/);
      expect(value, id).not.toMatch(/-----BEGIN/);
    }
  }
});

test("pins Terraform and the exact release of every provider", () => {
  for (const [id, { terraform }] of Object.entries(stacks)) {
    expect(terraform.required_version, id).toBe(">= 1.11");
    for (const { version } of Object.values<Json>(terraform.required_providers)) {
      expect(version, id).toMatch(/^\d+\.\d+\.\d+$/);
    }
  }
});

test("looks nothing up: the only data sources are the states of earlier stacks", () => {
  for (const [id, { data = {} }] of Object.entries(stacks)) {
    expect(["terraform_remote_state"], id).toEqual(expect.arrayContaining(Object.keys(data)));
  }
});

test("writes no path, user or machine into the JSON", () => {
  for (const [id, json] of Object.entries(stacks)) {
    expect(JSON.stringify(json), id).not.toContain(process.cwd());
  }
});

test("takes what a stack needs from earlier stacks only", () => {
  const order = prepared.map(({ stack }) => stack);

  for (const [index, stack] of order.entries()) {
    for (const dependency of stack.dependencies) {
      expect(order.indexOf(dependency), `${stack} takes from ${dependency}`).toBeLessThan(index);
    }
  }
});

test("takes from one environment only", () => {
  for (const { id, stack } of prepared) {
    const scope = id.split("-").slice(0, 2).join("-");
    expect(
      stack.dependencies.every(({ node }) => node.id.startsWith(scope)),
      id,
    ).toBe(true);
  }
});
