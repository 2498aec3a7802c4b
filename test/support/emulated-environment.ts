import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bootstrapState } from "../../commands/bootstrap";
import { applyStack, stackFolder, withStateKey, writeStacks } from "../../commands/emulator/account";
import { undeletable } from "../../commands/emulator/exclusions";
import { type Emulator, startEmulator } from "../../commands/emulator/moto";
import { CommandError } from "../../commands/error";
import { run, terraform } from "../../commands/run";
import { namedEnvironment } from "../../commands/stacks";
import { unexpectedChanges } from "./emulated-changes";
import { providerEnv } from "./stand-ins";

const TERRAFORM_SETTINGS = ["TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"];

/** An environment in an empty account on its own emulator, for the tests of one file. */
export class EmulatedEnvironment {
  readonly name: string;
  readonly checked: ReturnType<typeof namedEnvironment>;
  readonly outdir = mkdtempSync(join(tmpdir(), "emulator-test-"));
  /** Environment variables that point Terraform to the emulator. */
  env: NodeJS.ProcessEnv = {};

  private emulator: Emulator | undefined;

  /** @param name such as `lp-development` */
  constructor(name: string) {
    this.name = name;
    this.checked = namedEnvironment(name);
  }

  get endpoint(): string {
    return this.emulator!.endpoint;
  }

  folder(stack: string): string {
    return stackFolder(this.outdir, `${this.name}-${stack}`);
  }

  /** @throws CommandError when Terraform or the emulator is missing */
  async start(): Promise<void> {
    const providers = providerEnv("real")!;
    await run("terraform", ["version"]);
    this.emulator = await startEmulator(this.checked.environment.account.id);
    const settings = TERRAFORM_SETTINGS.filter((name) => providers[name] !== undefined);
    this.env = {
      ...providers,
      ...this.emulator.env,
      ...Object.fromEntries(settings.map((name) => [name, providers[name]])),
    };
    writeStacks(this.checked, this.outdir);
  }

  /** Writes the stacks again with the key that the bootstrap created. */
  enterStateKey(keyArn: string): void {
    writeStacks(withStateKey(this.checked, keyArn), this.outdir);
  }

  /**
   * The environment variables without state locks, for runs that are alone with their state. On a busy machine the AWS
   * SDK may repeat a request for a lock, and the lock of the first request would refuse the second.
   */
  get unlocked(): NodeJS.ProcessEnv {
    const commands = ["plan", "apply", "destroy", "state_rm"];
    return { ...this.env, ...Object.fromEntries(commands.map((name) => [`TF_CLI_ARGS_${name}`, "-lock=false"])) };
  }

  state(stack: string): Promise<string> {
    return terraform(this.folder(stack), ["state", "pull"], { env: this.env });
  }

  async destroy(stack: string): Promise<void> {
    const env = this.unlocked;
    const addresses = (await terraform(this.folder(stack), ["state", "list"], { env })).split("\n");
    const forgotten = addresses.filter((address) => address.split(".")[0]! in undeletable);
    if (forgotten.length > 0) {
      await terraform(this.folder(stack), ["state", "rm", ...forgotten], { env });
    }
    // A refresh is unnecessary, because the plan before has read every resource.
    await terraform(this.folder(stack), ["destroy", "-input=false", "-auto-approve", "-refresh=false"], { env });
  }

  async stop(): Promise<void> {
    await this.emulator?.stop();
    rmSync(this.outdir, { recursive: true });
  }
}

/**
 * Starts the environment before the first test of a file and stops it after the last. The tests are skipped without an
 * emulator, and after the first failure.
 */
export function emulatedEnvironment(name: string, started: () => void = () => {}): EmulatedEnvironment {
  const environment = new EmulatedEnvironment(name);
  let skipped: string | undefined;
  beforeAll(async () => {
    try {
      await environment.start();
    } catch (error) {
      if (!(error instanceof CommandError)) {
        throw error;
      }
      skipped = error.message;
      console.warn(`skipped the emulator: ${skipped}`);
      return;
    }
    started();
  });
  beforeEach((context) => {
    context.skip(skipped !== undefined, skipped);
    context.onTestFailed(() => {
      skipped ??= `after a failure: ${context.task.name}`;
    });
  });
  afterAll(() => environment.stop());
  return environment;
}

/** Tests the bootstrap of an empty account. */
export function testBootstrap(environment: EmulatedEnvironment): void {
  test("bootstraps an empty account, then plans no change", async () => {
    const { env } = environment;
    const folder = environment.folder("bootstrap");

    environment.enterStateKey(await bootstrapState(folder, { confirm: false, env }));

    await terraform(folder, ["init", "-input=false", "-reconfigure"], { env });
    expect(await unexpectedChanges(folder, environment.unlocked)).toEqual([]);
  });
}

/** Tests that the stacks can be applied in this order, planned without a change, and destroyed in reverse order. */
export function testStacks(environment: EmulatedEnvironment, stacks: readonly string[]): void {
  test.for(stacks)("applies %s, then plans no change", async (stack) => {
    await applyStack(environment.folder(stack), environment.unlocked);

    expect(await unexpectedChanges(environment.folder(stack), environment.unlocked)).toEqual([]);
  });

  test.for([...stacks].reverse())("destroys %s", async (stack) => {
    await environment.destroy(stack);

    expect(JSON.parse(await environment.state(stack)).resources).toEqual([]);
  });
}
