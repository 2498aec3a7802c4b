/** An environment from an empty account to its services and back, on an emulator of AWS. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bootstrapState } from "../../commands/bootstrap";
import { CommandError } from "../../commands/error";
import { type RunResult, run, terraform } from "../../commands/run";
import { namedEnvironment } from "../../commands/stacks";
import { applyStack, stackFolder, withStateKey, writeStacks } from "../../emulator/account";
import { undeletable } from "../../emulator/exclusions";
import { type Emulator, startEmulator } from "../../emulator/moto";
import { EmulatedAws } from "../support/emulated-aws";
import { unexpectedChanges } from "../support/emulated-changes";
import { providerEnv } from "../support/stand-ins";

/** In the order they are applied: each kind of layer once. */
const STACKS = ["security", "network", "dns", "data", "registry", "load-balancing", "containers"];

const BUCKET = "dafnckmachine-terraform-state-development";
const TABLE = "terraform-state-lock-development";
const lockId = (stack: string) => `${BUCKET}/dafnckmachine/development/${stack}.tfstate`;

const checked = namedEnvironment("dafnckmachine-development");
const outdir = mkdtempSync(join(tmpdir(), "emulator-test-"));
const folder = (stack: string) => stackFolder(outdir, `dafnckmachine-development-${stack}`);

let emulator: Emulator;
let env: NodeJS.ProcessEnv;
let aws: EmulatedAws;
let missing: string | undefined;
let failed: string | undefined;
let emulate: Promise<RunResult>;

beforeAll(async () => {
  const providers = providerEnv("real")!;
  try {
    await run("terraform", ["version"]);
    emulator = await startEmulator(checked.environment.account.id);
  } catch (error) {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    missing = error.message;
    console.warn(`skipped the emulator: ${missing}`);
    return;
  }
  env = { ...providers, ...emulator.env, ...pick(providers, ["TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"]) };
  aws = new EmulatedAws(emulator.endpoint);
  writeStacks(checked, outdir);
  // Mostly waits, so it runs beside the tests.
  emulate = run("node", ["launch.cjs", "commands/main.ts", "emulate", "--once"], { env: providers });
});

afterAll(async () => {
  await emulator?.stop();
  rmSync(outdir, { recursive: true });
});

beforeEach((context) => {
  context.skip(missing !== undefined, missing);
  context.skip(failed !== undefined, `after a failure: ${failed}`);
  context.onTestFailed(() => {
    failed = context.task.name;
  });
});

test("goes on with a bootstrap that stopped half way and moves its state into the bucket", async () => {
  const override = join(folder("bootstrap"), "backend_override.tf.json");
  const [made] = Object.keys(
    JSON.parse(readFileSync(join(folder("bootstrap"), "cdk.tf.json"), "utf8")).resource.aws_kms_key,
  );
  writeFileSync(override, JSON.stringify({ terraform: { backend: { local: {} } } }));
  await terraform(folder("bootstrap"), ["init", "-input=false"], { env });
  await terraform(folder("bootstrap"), ["apply", "-auto-approve", `-target=aws_kms_key.${made}`], { env });
  const { resources } = JSON.parse(await stateOf("bootstrap"));
  rmSync(override);

  const key = await bootstrapState(folder("bootstrap"), { approve: false, env });

  expect(key).toBe(resources[0].instances[0].attributes.arn);
  expect(await aws.objects(BUCKET)).toContain("dafnckmachine/development/bootstrap.tfstate");
  writeStacks(withStateKey(checked, key), outdir);
});

test("plans no change of the bootstrap once its key is in the environment", async () => {
  await terraform(folder("bootstrap"), ["init", "-input=false", "-reconfigure"], { env });

  expect(await unexpectedChanges(folder("bootstrap"), env)).toEqual([]);
});

test("finds a finished bootstrap from another machine and changes nothing", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "emulator-test-elsewhere-"));
  writeStacks(checked, elsewhere);
  const before = await stateOf("bootstrap");

  await bootstrapState(stackFolder(elsewhere, "dafnckmachine-development-bootstrap"), { approve: false, env });

  expect(await stateOf("bootstrap")).toEqual(before);
  rmSync(elsewhere, { recursive: true });
});

test("fails to bootstrap into a bucket that is someone else's", async () => {
  const taken = mkdtempSync(join(tmpdir(), "emulator-test-taken-"));
  await aws.createBucket("taken");
  const state = { ...checked.environment.state, bucket: "taken" };
  writeStacks({ ...checked, environment: { ...checked.environment, state } as typeof checked.environment }, taken);

  await expect(
    bootstrapState(stackFolder(taken, "dafnckmachine-development-bootstrap"), { approve: false, env }),
  ).rejects.toThrow("The bucket taken exists, but the state of the stack that makes it is not in it");
  rmSync(taken, { recursive: true });
});

test("locks the state in the table and beside it while it is applied", async () => {
  const locks = new Set<string>();
  let done = false;
  const applied = applyStack(folder("security"), env).finally(() => {
    done = true;
  });
  while (!done) {
    for (const lock of [...(await aws.locks(TABLE)), ...(await aws.objects(BUCKET))]) {
      locks.add(lock);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await applied;

  expect(locks).toContain(lockId("security"));
  expect(locks).toContain("dafnckmachine/development/security.tfstate.tflock");
  expect(await aws.locks(TABLE)).toEqual([]);
});

test("fails to apply while someone else holds the lock, and says who", async () => {
  await aws.lock(TABLE, lockId("security"), "someone@else");

  await expect(applyStack(folder("security"), env)).rejects.toThrow(
    /Error acquiring the state lock[\s\S]*Who: +someone@else/,
  );
  await aws.unlock(TABLE, lockId("security"));
});

test.for(STACKS)("applies %s, then plans no change", async (stack) => {
  await applyStack(folder(stack), env);

  expect(await unexpectedChanges(folder(stack), env)).toEqual([]);
});

test.for([...STACKS].reverse())("destroys %s", async (stack) => {
  const addresses = (await terraform(folder(stack), ["state", "list"], { env })).split("\n");
  const forgotten = addresses.filter((address) => address.split(".")[0]! in undeletable);
  if (forgotten.length > 0) {
    await terraform(folder(stack), ["state", "rm", ...forgotten], { env });
  }

  await terraform(folder(stack), ["destroy", "-input=false", "-auto-approve"], { env });

  expect(JSON.parse(await stateOf(stack)).resources).toEqual([]);
});

test("emulates an environment in one command", async () => {
  const { status, output } = await emulate;

  expect(output).toContain("dafnckmachine-development-network stand in account");
  expect(status).toBe(0);
});

function stateOf(stack: string): Promise<string> {
  return terraform(folder(stack), ["state", "pull"], { env });
}

function pick(from: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
}
