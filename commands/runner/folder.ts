/** Terraform in the folder of a synthesized stack. */
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { filesBelow } from "../../app/files";
import { CommandError } from "../error";
import { errorsOf, INTERRUPTED, run, terraformBinary } from "../run";
import { adviceFor } from "./advice";
import { runnerEnv } from "./environment";
import { exclusively } from "./installations";
import { InterruptedError, interrupt } from "./interrupt";
import { LOCKED_PROVIDERS, saidOnce, writeLockFile } from "./locked-providers";
import { UNIT } from "./terragrunt";

const CONFIGURATION = "cdk.tf.json";

/** Checksums of the providers, beside the stack's JSON. */
export const LOCK_FILE = ".terraform.lock.hcl";

/** File in which Terraform leaves a state that it could not write to the backend. */
export const ERRORED_STATE = "errored.tfstate";

/** Files of interrupted runs, which hide or outdate the state in the backend, each with what to do about it. */
const LEFTOVERS: Readonly<Record<string, string>> = {
  "backend_override.tf.json": "an interrupted bootstrap left it, so run `pnpm bootstrap` for the environment again",
  [ERRORED_STATE]:
    "an apply could not write its state to the backend and kept it there, so run `pnpm recover STACK` with this stack",
};

export interface FolderOptions {
  /** Folder that synthesis wrote, with `stacks` in it. */
  readonly outdir: string;
  /** Folder of the logs. @default `logs` in `outdir` */
  readonly logs?: string;
  /** @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** File with the checksums of all providers. @default `terraform.lock.hcl` */
  readonly lockedProviders?: string;
}

/** A synthesized stack, in whose folder Terraform runs. */
export class StackFolder {
  readonly id: string;
  readonly path: string;
  /** File with everything that Terraform printed in this run. */
  readonly log: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly lockedProviders: string;
  private logged = false;

  constructor(id: string, options: FolderOptions) {
    const { outdir, logs = join(outdir, "logs"), env = process.env, lockedProviders = LOCKED_PROVIDERS } = options;
    this.id = id;
    this.path = join(outdir, "stacks", id);
    this.log = join(logs, `${id}.log`);
    this.env = runnerEnv(env);
    this.lockedProviders = lockedProviders;
  }

  /** The stack's JSON. */
  json(): Json {
    return JSON.parse(readFileSync(join(this.path, CONFIGURATION), "utf8"));
  }

  /** Digest of everything that synthesis wrote, in hexadecimal digits. Terraform's own files do not count. */
  digest(): string {
    const hash = createHash("sha256");
    const files = filesBelow(this.path)
      .map((file) => file.replaceAll("\\", "/"))
      .filter((file) => !isTerraforms(file))
      .sort();
    for (const file of files) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(this.path, file)))
        .update("\0");
    }
    return hash.digest("hex");
  }

  /** Digest of the lock file; undefined without one. */
  providers(): string | undefined {
    const file = join(this.path, LOCK_FILE);
    return existsSync(file) ? sha256(readFileSync(file)) : undefined;
  }

  /**
   * Prepares the folder: installs the providers and configures the backend. Does nothing if both are as the last run
   * left them.
   *
   * @param leftovers whether a file of an interrupted run may have a newer state than the backend. @default false
   * @throws CommandError with Terraform's errors, or when a file of an interrupted run has a newer state
   */
  async init(leftovers = false): Promise<void> {
    if (!leftovers) {
      this.refuseLeftovers();
    }
    const { terraform } = this.json();
    if (!existsSync(join(this.path, LOCK_FILE))) {
      // A lock file that exists may belong to a saved plan.
      writeLockFile(join(this.path, LOCK_FILE), this.lockedProviders, terraform.required_providers ?? {}, this.env);
    }
    const wanted = sha256(JSON.stringify(terraform) + this.providers());
    const marker = join(this.path, ".terraform", "initialized");
    if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) {
      return;
    }
    await exclusively(JSON.stringify(terraform.required_providers ?? {}), () =>
      this.logTo(["init", "-input=false", "-no-color", ...(terraform.cloud ? [] : ["-reconfigure"])]),
    );
    if (terraform.cloud && process.platform !== "linux") {
      // HCP Terraform runs on Linux, so its lock file needs checksums of that platform as well. Terraform asks the
      // registry for them, whatever else provides its files.
      await this.logTo(["providers", "lock", "-platform=linux_amd64"]).catch((error: unknown) => {
        if (error instanceof InterruptedError) {
          throw error;
        }
        saidOnce("The lock files have no checksums for Linux, because the registry does not answer; run `pnpm lock`");
      });
    }
    mkdirSync(join(this.path, ".terraform"), { recursive: true });
    writeFileSync(marker, sha256(JSON.stringify(terraform) + this.providers()));
  }

  private refuseLeftovers(): void {
    for (const [file, fix] of Object.entries(LEFTOVERS)) {
      if (existsSync(join(this.path, file))) {
        throw new CommandError(`${join(this.path, file)}: must not exist when Terraform starts; ${fix}`);
      }
    }
  }

  /**
   * Runs Terraform with its output in the log.
   *
   * @throws CommandError with Terraform's errors
   */
  async logTo(args: readonly string[]): Promise<void> {
    const start = this.openLog(args);
    const log = openSync(this.log, "a");
    try {
      const { status } = await run(terraformBinary(this.env), args, { cwd: this.path, env: this.env, log });
      if (status !== 0) {
        this.fail(args, status, readFileSync(this.log).subarray(start).toString());
      }
    } finally {
      closeSync(log);
    }
  }

  /**
   * Runs Terraform and returns its standard output, which may have sensitive values and stays out of the log.
   *
   * @throws CommandError with Terraform's errors
   */
  async read(args: readonly string[]): Promise<string> {
    const { status, stdout, output } = await run(terraformBinary(this.env), args, { cwd: this.path, env: this.env });
    if (status !== 0) {
      this.fail(args, status, output);
    }
    return stdout;
  }

  private fail(args: readonly string[], status: number, output: string): never {
    if (interrupt.requested || status === INTERRUPTED) {
      throw new InterruptedError(`${this.id}: terraform ${args[0]} was interrupted`);
    }
    const errors = errorsOf(output) || `terraform ${args[0]} ended with status ${status}`;
    const advice = adviceFor(this.id, errors, this.json());
    throw new CommandError(advice ? `${errors}\n${advice}` : errors);
  }

  /** Begins a new log in the first call. Returns the log's size. */
  private openLog(args: readonly string[]): number {
    mkdirSync(join(this.log, ".."), { recursive: true });
    const command = Buffer.from(`${this.logged ? "\n" : ""}$ terraform ${args.join(" ")}\n`);
    writeFileSync(this.log, command, { flag: this.logged ? "a" : "w" });
    this.logged = true;
    return readFileSync(this.log).length;
  }
}

/** Digest in hexadecimal digits. */
export function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Whether Terraform, Terragrunt or this runner wrote the file. */
function isTerraforms(file: string): boolean {
  return (
    file.startsWith(".terraform") ||
    file.endsWith(".tfstate") ||
    file.includes(".tfstate.") ||
    file.startsWith(".terragrunt") ||
    file.endsWith(".tfplan") ||
    [UNIT, "plan", "metadata.json", "crash.log"].includes(file)
  );
}
