/** Starts programs by the launcher, in folders of their own. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");
export const LAUNCHER = join(ROOT, "launch.cjs");

export interface Outcome {
  readonly status: number | null;
  /** Lines on standard error, or on standard output when there are none. */
  readonly lines: readonly string[];
}

/** An empty folder that any user may read. */
export function newFolder(prefix = "way-"): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  chmodSync(folder, 0o755);
  return folder;
}

/** A folder with the files, by path. */
export function folderWith(files: Readonly<Record<string, string>>, prefix?: string): string {
  const folder = newFolder(prefix);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function copyLauncher(folder: string): void {
  copyFileSync(LAUNCHER, join(folder, "launch.cjs"));
  cpSync(join(ROOT, "launch"), join(folder, "launch"), { recursive: true });
}

interface StartOptions {
  /** @default the folder */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Start as a user who may write nothing of root's. @default false */
  readonly unprivileged?: boolean;
}

/** Runs a program to its end. The lines call the folder FOLDER, and the program's process PROCESS. */
export function start(
  folder: string,
  program: string,
  args: readonly string[],
  { cwd = folder, env = process.env, unprivileged = false }: StartOptions = {},
): Outcome {
  const user = unprivileged && process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { pid, status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", env, ...user });
  const printed = (stderr || stdout).trimEnd().replaceAll(folder, "FOLDER").replaceAll(`-${pid}`, "-PROCESS");
  return { status, lines: printed.split("\n") };
}

/** Runs `main.ts` of a folder with the files by the launcher. */
export function launch(
  files: Readonly<Record<string, string>>,
  launcher = LAUNCHER,
  options: readonly string[] = [],
): Outcome {
  return start(folderWith(files), process.execPath, [...options, launcher, "main.ts"]);
}

/** Starts the launcher with a Node that says that it has another version. */
export function launchedBy(version: string): Outcome {
  const preload = `Object.defineProperty(process, "versions", { value: { node: "${version}" } });`;
  const folder = folderWith({ "preload.cjs": preload });
  return launch({ "main.ts": "console.error(1)" }, LAUNCHER, ["--require", join(folder, "preload.cjs")]);
}

/** A folder with the launcher, and the bundler as its only package. */
export function repositoryWith(files: Readonly<Record<string, string>>, prefix?: string): string {
  const folder = folderWith({ "package.json": "{}", "tsconfig.json": "{}", "pnpm-lock.yaml": "", ...files }, prefix);
  for (const name of ["modules", "node_modules"]) {
    mkdirSync(join(folder, name));
  }
  copyLauncher(folder);
  symlinkSync(join(ROOT, "node_modules/esbuild"), join(folder, "node_modules/esbuild"));
  return folder;
}
