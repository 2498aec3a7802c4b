/** Takes an environment from an empty account to its services and back, on an emulator of AWS. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bootstrapState } from "../../commands/bootstrap";
import { applyStack, stackFolder, writeStacks } from "../../commands/emulator/account";
import { terraform } from "../../commands/run";
import { EmulatedAws } from "../support/emulated-aws";
import { unexpectedChanges } from "../support/emulated-changes";
import { emulatedEnvironment, testStacks } from "../support/emulated-environment";

/** Stacks in the order of their application: one of each kind of layer. */
const STACKS = ["security", "network", "dns", "data", "registry", "load-balancing", "containers"];

const BUCKET = "dafnckmachine-terraform-state-development";
const TABLE = "terraform-state-lock-development";
const lockId = (stack: string) => `${BUCKET}/dafnckmachine/development/${stack}.tfstate`;

let aws: EmulatedAws;
const environment = emulatedEnvironment("dafnckmachine-development", () => {
  aws = new EmulatedAws(environment.endpoint);
});
const { checked } = environment;
const folder = (stack: string) => environment.folder(stack);

test("continues an unfinished bootstrap and moves its state into the bucket", async () => {
  const override = join(folder("bootstrap"), "backend_override.tf.json");
  const [made] = Object.keys(
    JSON.parse(readFileSync(join(folder("bootstrap"), "cdk.tf.json"), "utf8")).resource.aws_kms_key,
  );
  writeFileSync(override, JSON.stringify({ terraform: { backend: { local: {} } } }));
  await terraform(folder("bootstrap"), ["init", "-input=false"], { env: environment.env });
  await terraform(folder("bootstrap"), ["apply", "-auto-approve", `-target=aws_kms_key.${made}`], {
    env: environment.env,
  });
  const { resources } = JSON.parse(await environment.state("bootstrap"));
  rmSync(override);

  const key = await bootstrapState(folder("bootstrap"), { confirm: false, env: environment.env });

  expect(key).toBe(resources[0].instances[0].attributes.arn);
  expect(await aws.objects(BUCKET)).toContain("dafnckmachine/development/bootstrap.tfstate");
  environment.enterStateKey(key);
});

test("plans no change of the bootstrap with its key in the environment", async () => {
  await terraform(folder("bootstrap"), ["init", "-input=false", "-reconfigure"], { env: environment.env });

  expect(await unexpectedChanges(folder("bootstrap"), environment.unlocked)).toEqual([]);
});

test("finds a finished bootstrap from another machine and changes nothing", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "emulator-test-elsewhere-"));
  writeStacks(checked, elsewhere);
  const before = await environment.state("bootstrap");

  await bootstrapState(stackFolder(elsewhere, "dafnckmachine-development-bootstrap"), {
    confirm: false,
    env: environment.env,
  });

  expect(await environment.state("bootstrap")).toEqual(before);
  rmSync(elsewhere, { recursive: true });
});

test("fails when the state bucket belongs to another account", async () => {
  const taken = mkdtempSync(join(tmpdir(), "emulator-test-taken-"));
  await aws.createBucket("taken");
  const state = { ...checked.environment.state, bucket: "taken" };
  writeStacks({ ...checked, environment: { ...checked.environment, state } as typeof checked.environment }, taken);

  await expect(
    bootstrapState(stackFolder(taken, "dafnckmachine-development-bootstrap"), { confirm: false, env: environment.env }),
  ).rejects.toThrow("The bucket taken exists, but the state of the stack that makes it is not in it");
  rmSync(taken, { recursive: true });
});

test("locks the state in the table and by an object during an apply", async () => {
  const locks = new Set<string>();
  let done = false;
  const applied = applyStack(folder("security"), environment.env).finally(() => {
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

test("fails when another process holds the lock, with the name in the lock", async () => {
  await aws.lock(TABLE, lockId("security"), "someone@else");

  await expect(applyStack(folder("security"), environment.env)).rejects.toThrow(
    /Error acquiring the state lock[\s\S]*Who: +someone@else/,
  );
  await aws.unlock(TABLE, lockId("security"));
});

testStacks(environment, STACKS);
