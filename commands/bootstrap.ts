import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { synthesize } from "@modules/checks/synthesize";
import { build } from "../app/build";
import { environmentName } from "../app/environments";
import { ownerFile } from "../stacks/base/platform";
import { CommandError } from "./error";
import { errorsOf, run, terraform, terraformBinary } from "./run";
import { namedEnvironment, refuseDocumentationValues, s3StateOf } from "./stacks";

/** Output of every bootstrap stack that holds the ARN of the state's key. */
const KEY_OUTPUT = "state-key-arn";

/** Folder of unfinished bootstraps' states. The build folder would lose them, because people delete it. */
const STATES = ".bootstrap";

const OVERRIDE = "backend_override.tf.json";

/**
 * Creates the encrypted state bucket and the lock table of a new account.
 *
 * @throws CommandError while the environment has documentation values
 */
export async function bootstrap(name: string, options: { readonly autoApprove?: boolean } = {}): Promise<number> {
  const checked = namedEnvironment(name);
  const { platform, environment, file } = checked;
  const state = s3StateOf(checked, "HCP Terraform keeps the state and needs no bootstrap");
  // The environment cannot name its state key yet: this command creates it.
  refuseDocumentationValues([checked], ["state.keyArn"]);
  const id = `${environmentName(checked)}-bootstrap`;
  const app = build([checked]);
  synthesize(app, { selected: (stack) => stack === id });
  const key = await bootstrapState(join(app.outdir, "stacks", id), {
    confirm: !options.autoApprove,
    stateFile: resolve(STATES, `${id}.tfstate`),
  });
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
  /** Absolute path of the state until the bucket exists. @default `terraform.tfstate` in the folder */
  readonly stateFile?: string;
  /** @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Applies a bootstrap stack with a local state, then moves the state into the bucket that the stack
 * creates. Continues where an earlier run stopped.
 *
 * @param folder folder with the stack's cdk.tf.json
 * @returns ARN of the state's key
 * @throws CommandError when Terraform fails, or when the bucket belongs to another account
 */
export async function bootstrapState(folder: string, options: BootstrapOptions = {}): Promise<string> {
  const { confirm = true, env, stateFile = resolve(folder, "terraform.tfstate") } = options;
  // An earlier run that was killed leaves its backend.
  rmSync(join(folder, OVERRIDE), { force: true });
  mkdirSync(dirname(stateFile), { recursive: true });
  const found = hasResources(stateFile) ? undefined : await keyInBucket(folder, stateFile, env);
  // Terraform empties the default file when an absolute path of the same file is configured: it compares texts.
  const backend = { local: options.stateFile === undefined ? {} : { path: stateFile } };
  const key = found ?? (await withBackend(folder, backend, () => apply(folder, stateFile, confirm, env)));
  const move = found ? ["-reconfigure"] : ["-migrate-state", "-force-copy"];
  await terraform(folder, ["init", "-input=false", ...move, `-backend-config=kms_key_id=${key}`], { env });
  // Terraform keeps the local state after the migration. A later run would take it for an unfinished bootstrap.
  for (const file of [stateFile, `${stateFile}.backup`]) {
    rmSync(file, { force: true });
  }
  return key;
}

function hasResources(file: string): boolean {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text !== "" && JSON.parse(text).resources?.length > 0;
}

/** ARN of the key in the state of an earlier run; undefined if the bucket does not exist yet. */
async function keyInBucket(folder: string, stateFile: string, env?: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { terraform: settings } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  // S3 decrypts without `kms_key_id`, whose documentation value Terraform may refuse.
  const { kms_key_id: _, ...reader } = settings.backend.s3;
  return withBackend(folder, { s3: reader }, async () => {
    const { status, output } = await run(terraformBinary(env), ["init", "-input=false", "-reconfigure"], {
      cwd: folder,
      env,
    });
    if (status !== 0) {
      if (/NoSuchBucket|bucket "[^"]*" does not exist/i.test(output)) {
        return undefined;
      }
      throw new CommandError(`The state bucket ${reader.bucket} could not be checked:\n${errorsOf(output)}`);
    }
    const outputs = JSON.parse(await terraform(folder, ["output", "-json"], { env }));
    if (!outputs[KEY_OUTPUT]) {
      throw new CommandError(
        [
          `The bucket ${reader.bucket} exists, but the state of the stack that makes it is not in it.`,
          `If an earlier bootstrap stopped half way, finish it where it ran: its state is ${stateFile}`,
          `there. Otherwise the bucket is someone else's: choose another state.bucket.`,
        ].join("\n"),
      );
    }
    return outputs[KEY_OUTPUT].value as string;
  });
}

/** Runs the action with another backend, from an override file beside the JSON. */
async function withBackend<T>(folder: string, backend: object, action: () => Promise<T>): Promise<T> {
  const override = join(folder, OVERRIDE);
  writeFileSync(override, JSON.stringify({ terraform: { backend } }));
  try {
    return await action();
  } finally {
    rmSync(override);
  }
}

async function apply(folder: string, stateFile: string, confirm: boolean, env?: NodeJS.ProcessEnv): Promise<string> {
  await terraform(folder, ["init", "-input=false", "-reconfigure"], { env });
  const { status, output } = await run(
    terraformBinary(env),
    ["apply", ...(confirm ? [] : ["-auto-approve", "-input=false"])],
    { cwd: folder, env, interactive: confirm },
  );
  if (status !== 0) {
    throw new CommandError(
      [
        errorsOf(output),
        `The bootstrap stopped half way; what it made is in ${stateFile}. Fix the cause above and run the command again: it continues.`,
      ]
        .join("\n")
        .trimStart(),
    );
  }
  return (await terraform(folder, ["output", "-raw", KEY_OUTPUT], { env })).trim();
}
