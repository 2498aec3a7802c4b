import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesize } from "@modules/checks/synthesize";
import { build } from "../app/build";
import { ownerFile } from "../stacks/base/platform";
import { CommandError } from "./error";
import { parseOptions } from "./options";
import { errorsOf, run, terraform } from "./run";
import { environmentName, namedEnvironment, refuseDocumentationValues, s3StateOf } from "./stacks";

/** Output of every bootstrap stack that holds the ARN of the state's key. */
const KEY_OUTPUT = "state-key-arn";

const STATE_FILE = "terraform.tfstate";

/**
 * `bootstrap ENVIRONMENT [--auto-approve]`: creates the encrypted state bucket and the lock table of a new account.
 *
 * @throws CommandError without exactly one environment, or while it has documentation values
 */
export async function bootstrap(args: readonly string[]): Promise<number> {
  const usage = "pnpm bootstrap ENVIRONMENT [--auto-approve], such as dafnckmachine-production";
  const options = { "auto-approve": { type: "boolean", default: false } } as const;
  const { values, positionals } = parseOptions({ args: [...args], options, allowPositionals: true }, usage);
  const [name, ...rest] = positionals;
  if (!name || rest.length > 0) {
    throw new CommandError(`usage: ${usage}`);
  }
  const checked = namedEnvironment(name);
  const { platform, environment, file } = checked;
  const state = s3StateOf(checked, "HCP Terraform keeps the state and needs no bootstrap");
  // The environment cannot name its state key yet: this command creates it.
  refuseDocumentationValues([checked], ["state.keyArn"]);
  const id = `${environmentName(checked)}-bootstrap`;
  const app = build([checked]);
  synthesize(app, { selected: (stack) => stack === id });
  const key = await bootstrapState(join(app.outdir, "stacks", id), { confirm: !values["auto-approve"] });
  console.log(`The state of ${id} is in the bucket ${state.bucket}.`);
  console.log(
    state.keyArn === key
      ? `${file} names its key; apply the next stacks.`
      : `Put its key into ${ownerFile(platform)}, environments.${environment.name}, then apply the next stacks:\n  stateKeyArn: "${key}",`,
  );
  return 0;
}

export interface BootstrapOptions {
  /** Whether a person confirms the plan. @default true */
  readonly confirm?: boolean;
  /** @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Applies a bootstrap stack with a local state, then moves the state into the bucket that the stack
 * creates. Continues where an earlier run stopped.
 *
 * @param folder folder with the stack's cdk.tf.json
 * @returns ARN of the state's key
 * @throws CommandError when Terraform fails, or when the bucket belongs to somebody else
 */
export async function bootstrapState(folder: string, { confirm = true, env }: BootstrapOptions = {}): Promise<string> {
  const found = hasLocalState(folder) ? undefined : await keyInBucket(folder, env);
  const key = found ?? (await withBackend(folder, { local: {} }, () => apply(folder, confirm, env)));
  const move = found ? ["-reconfigure"] : ["-migrate-state", "-force-copy"];
  await terraform(folder, ["init", "-input=false", ...move, `-backend-config=kms_key_id=${key}`], { env });
  // Terraform keeps the local state after the migration. A later run would take it for an unfinished bootstrap.
  for (const file of [STATE_FILE, `${STATE_FILE}.backup`]) {
    rmSync(join(folder, file), { force: true });
  }
  return key;
}

function hasLocalState(folder: string): boolean {
  const file = join(folder, STATE_FILE);
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text !== "" && JSON.parse(text).resources?.length > 0;
}

/** ARN of the key in the state of an earlier run; undefined if the bucket does not exist yet. */
async function keyInBucket(folder: string, env?: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { terraform: settings } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  // S3 decrypts without `kms_key_id`, whose documentation value Terraform may refuse.
  const { kms_key_id: _, ...reader } = settings.backend.s3;
  return withBackend(folder, { s3: reader }, async () => {
    const { status, output } = await run("terraform", ["init", "-input=false", "-reconfigure"], { cwd: folder, env });
    if (status !== 0) {
      if (/NoSuchBucket|bucket "[^"]*" does not exist/i.test(output)) {
        return undefined;
      }
      throw new CommandError(`The state bucket ${reader.bucket} could not be looked for:\n${errorsOf(output)}`);
    }
    const outputs = JSON.parse(await terraform(folder, ["output", "-json"], { env }));
    if (!outputs[KEY_OUTPUT]) {
      throw new CommandError(
        [
          `The bucket ${reader.bucket} exists, but the state of the stack that makes it is not in it.`,
          `If an earlier bootstrap stopped half way, finish it where it ran: its state is ${STATE_FILE} in`,
          `${folder} there. Otherwise the bucket is someone else's: choose another state.bucket.`,
        ].join("\n"),
      );
    }
    return outputs[KEY_OUTPUT].value as string;
  });
}

/** Runs the action with another backend, from an override file beside the JSON. */
async function withBackend<T>(folder: string, backend: object, action: () => Promise<T>): Promise<T> {
  const override = join(folder, "backend_override.tf.json");
  writeFileSync(override, JSON.stringify({ terraform: { backend } }));
  try {
    return await action();
  } finally {
    rmSync(override);
  }
}

async function apply(folder: string, confirm: boolean, env?: NodeJS.ProcessEnv): Promise<string> {
  await terraform(folder, ["init", "-input=false", "-reconfigure"], { env });
  const { status } = await run("terraform", ["apply", ...(confirm ? [] : ["-auto-approve", "-input=false"])], {
    cwd: folder,
    env,
    interactive: true,
  });
  if (status !== 0) {
    throw new CommandError(
      `The bootstrap stopped half way; what it made is in ${join(folder, STATE_FILE)}. Mend the cause above and run the command again: it continues.`,
    );
  }
  return (await terraform(folder, ["output", "-raw", KEY_OUTPUT], { env })).trim();
}
