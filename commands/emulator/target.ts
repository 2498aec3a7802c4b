/** The emulators that run on this machine. `pnpm emulate` leaves a file about its own, by which other commands find it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError } from "../error";

/** Folder with a folder for each emulated environment, in which its stacks are synthesized. */
const FOLDER = ".emulator";

const FILE = "target.json";

/** An environment on an emulator. */
export interface EmulatorTarget {
  /** Name of the environment, such as `lp-development`. */
  readonly environment: string;
  /** URL of the emulator. */
  readonly endpoint: string;
  /** ARN of the key that encrypts the states. */
  readonly keyArn: string;
  /** Id of the process that keeps the emulator running. */
  readonly process: number;
}

/** Folder of an emulated environment. */
export function targetFolder(environment: string, root = FOLDER): string {
  return resolve(root, environment);
}

/**
 * Makes an empty folder for an environment.
 *
 * @throws CommandError while an emulator runs for it
 */
export function beginTarget(environment: string, root = FOLDER): string {
  const running = runningTargets(root).find((one) => one.environment === environment);
  if (running) {
    throw new CommandError(
      `${environment} is emulated on ${running.endpoint} already, by the process ${running.process}; end that one first`,
    );
  }
  const folder = targetFolder(environment, root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Lets other commands find the emulator of an environment. */
export function announceTarget(target: EmulatorTarget, root = FOLDER): void {
  writeFileSync(join(targetFolder(target.environment, root), FILE), JSON.stringify(target));
}

/** Removes the folder of an environment, and the folder around it when that is empty. */
export function endTarget(environment: string, root = FOLDER): void {
  rmSync(targetFolder(environment, root), { recursive: true, force: true });
  if (existsSync(root) && readdirSync(root).length === 0) {
    rmSync(root, { recursive: true });
  }
}

/** The emulators that run. Removes the folders that killed ones have left. */
export function runningTargets(root = FOLDER): EmulatorTarget[] {
  const environments = existsSync(root) ? readdirSync(root) : [];
  return environments.flatMap((environment) => {
    const file = join(targetFolder(environment, root), FILE);
    if (!existsSync(file)) {
      return [];
    }
    const target: EmulatorTarget = JSON.parse(readFileSync(file, "utf8"));
    if (!isRunning(target.process)) {
      endTarget(environment, root);
      return [];
    }
    return [target];
  });
}

/**
 * The emulator that has the named stacks.
 *
 * @param stacks ids of stacks, patterns of them, or the name of an environment. Without any, one emulator must run.
 * @throws CommandError when none runs, or several do and the names do not tell which
 */
export function targetOf(stacks: readonly string[], root = FOLDER): EmulatorTarget {
  const running = runningTargets(root);
  const [only, ...others] = running;
  if (!only) {
    throw new CommandError(
      "--emulator: must find a running emulator, got none; start one with `pnpm emulate` elsewhere",
    );
  }
  const fitting = running.filter(({ environment }) => stacks.some((name) => name.startsWith(environment)));
  if (others.length === 0 || fitting.length === 1) {
    return fitting[0] ?? only;
  }
  throw new CommandError(
    `--emulator: must find one emulator, got ${running.map(({ environment }) => environment).join(", ")}; name stacks of one of them`,
  );
}

function isRunning(process: number): boolean {
  try {
    globalThis.process.kill(process, 0);
    return true;
  } catch (error) {
    // The process of another user runs as well.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
