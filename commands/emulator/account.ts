import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PreparedStack } from "@modules/checks/prepare";
import { type SynthesisOptions, synthesize } from "@modules/checks/synthesize";
import type { App } from "cdktf";
import { build } from "../../app/build";
import type { CheckedEnvironment } from "../../app/environments";
import { terraform } from "../run";
import { forEmulator } from "./configuration";

/** Synthesizes the stacks of an environment for the emulator, into `<outdir>/stacks/<id>`. */
export function writeStacks(environment: CheckedEnvironment, outdir: string): PreparedStack[] {
  return writeForEmulator(build([environment], outdir));
}

/** Checks and writes the stacks of an app for the emulator. */
export function writeForEmulator(app: App, options: SynthesisOptions = {}): PreparedStack[] {
  const stacks = synthesize(app, options);
  // The emulator knows AWS only; stacks of other clouds are never applied.
  for (const { id, json } of stacks.filter(({ json }) => json.provider.aws)) {
    writeFileSync(join(stackFolder(app.outdir, id), "cdk.tf.json"), JSON.stringify(forEmulator(json), null, 2));
  }
  return stacks;
}

export function stackFolder(outdir: string, id: string): string {
  return join(outdir, "stacks", id);
}

/** The environment with the state key that the bootstrap printed. */
export function withStateKey(checked: CheckedEnvironment, keyArn: string): CheckedEnvironment {
  const { environment } = checked;
  return { ...checked, environment: { ...environment, state: { ...environment.state, keyArn } } as typeof environment };
}

/** Applies a stack whose state is in the emulated bucket. */
export async function applyStack(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  await terraform(folder, ["init", "-input=false", "-reconfigure"], { env });
  await terraform(folder, ["apply", "-input=false", "-auto-approve"], { env });
}
