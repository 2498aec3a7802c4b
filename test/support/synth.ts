/** Synthesizes constructs the way main.ts does and returns the Terraform JSON. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setAccount } from "@modules/aws/account";
import type { Json } from "@modules/checks/json";
import { prepare } from "@modules/checks/prepare";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { setProject } from "@modules/google/project";
import { App, LocalBackend, TerraformStack } from "cdktf";

export type { Json };

disableStackTraces();

const outdir = mkdtempSync(join(tmpdir(), "synth-"));

export function testApp(): App {
  return new App({ outdir, stackTraces: false });
}

/** A stack in account 111122223333 and project example-project. */
export function testStack(app: App, id = "stack", region = "us-east-1"): TerraformStack {
  const stack = new TerraformStack(app, id);
  setAccount(stack, { id: "111122223333", region });
  setProject(stack, { id: "example-project", number: "123456789012", region: "us-central1" });
  new LocalBackend(stack, { path: `${id}.tfstate` });
  return stack;
}

/** JSON of one stack with what `define` puts in it. */
export function synth(define: (stack: TerraformStack) => void): Json {
  const app = testApp();
  define(testStack(app));
  return prepare(app)[0]!.json;
}

/** JSON of several stacks by id, cross-stack references resolved. */
export function synthAll(define: (app: App) => void): Record<string, Json> {
  const app = testApp();
  define(app);
  return Object.fromEntries(prepare(app).map(({ id, json }) => [id, json]));
}

/** The one resource of a type. */
export function only(json: Json, type: string): Json {
  const found = Object.values<Json>(json.resource?.[type] ?? {});
  if (found.length !== 1) {
    throw new Error(
      `expected one ${type}, found ${found.length}: ${Object.keys(json.resource?.[type] ?? {}).join(", ")}`,
    );
  }
  return found[0];
}

/** Every resource of a type. */
export function all(json: Json, type: string): Json[] {
  return Object.values<Json>(json.resource?.[type] ?? {});
}

/** Kubernetes manifests by `<kind>/<name>`. */
export function manifests(json: Json): Record<string, Json> {
  return Object.fromEntries(
    all(json, "kubernetes_manifest").map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name}`, manifest]),
  );
}

/** Statements of a policy in a resource's attribute. */
export function statements(policy: string): Json[] {
  return JSON.parse(policy).Statement;
}
