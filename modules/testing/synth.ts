/** Synthesizes constructs to Terraform JSON in memory, resolved as `synthesize` of `@modules/checks` resolves them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setAccount } from "@modules/aws/account";
import type { Json } from "@modules/checks/json";
import { prepare } from "@modules/checks/prepare";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { setProject } from "@modules/google/project";
import { App, LocalBackend, TerraformStack } from "cdktf";

disableStackTraces();

const outdir = mkdtempSync(join(tmpdir(), "synth-"));

/** An app whose output folder is temporary. */
export function testApp(): App {
  return new App({ outdir, stackTraces: false });
}

/**
 * A stack with a local state, in AWS account 111122223333 and Google Cloud project example-project.
 *
 * @param region AWS region
 */
export function testStack(app: App, id = "stack", region = "us-east-1"): TerraformStack {
  const stack = new TerraformStack(app, id);
  setAccount(stack, { id: "111122223333", region });
  setProject(stack, { id: "example-project", number: "123456789012", region: "us-central1" });
  new LocalBackend(stack, { path: `${id}.tfstate` });
  return stack;
}

/**
 * JSON of a stack with the constructs that `define` adds to it.
 *
 * @example synth((stack) => new Queue(stack, "jobs", { name: "jobs" }))
 */
export function synth(define: (stack: TerraformStack) => void): Json {
  const app = testApp();
  define(testStack(app));
  return prepare(app)[0]!.json;
}

/** JSON of several stacks by id, with the outputs and remote states of the references between them. */
export function synthAll(define: (app: App) => void): Record<string, Json> {
  const app = testApp();
  define(app);
  return Object.fromEntries(prepare(app).map(({ id, json }) => [id, json]));
}
