/** Synthesizes another revision of the repository. */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { packageManager } from "../../package.json";
import { CommandError } from "../error";
import { run } from "../run";
import { type Fingerprint, fingerprintOf } from "./fingerprint";
import { StackFolder } from "./folder";
import { InterruptedError, interrupt } from "./interrupt";
import { readsOf } from "./reads";

const LOCK_FILE = "pnpm-lock.yaml";

/** Stacks of revisions, which never change. */
const CACHE = join("node_modules", ".cache", "revisions", "2");

/** Folder in which the launcher keeps the packages in one file and what V8 has compiled of them. */
const KEPT_PACKAGES = join("node_modules", ".cache", "launch");

/** A stack of another revision. */
export interface FormerStack {
  /** Digest of everything that synthesis wrote. */
  readonly digest: string;
  /** Expressions of the outputs that it reads, by the id of their stack and by name. */
  readonly reads: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly fingerprint: Fingerprint;
}

/** The commit that is checked out, or words where there is none. */
export function currentRevision(): string {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "no revision";
  }
}

/** The stacks of a revision, and what this process made of its own. */
export interface Comparison<T> {
  /** The stacks of the revision, by id. */
  readonly before: ReadonlyMap<string, FormerStack>;
  readonly now: T;
}

/**
 * Synthesizes a revision in another process, while this one synthesizes what is checked out.
 *
 * @param synthesize what this process does meanwhile
 * @param root root of the repository
 *
 * @throws CommandError when the revision is unknown or does not synthesize
 * @throws InterruptedError after Ctrl-C
 */
export async function compareWith<T>(revision: string, synthesize: () => T, root = "."): Promise<Comparison<T>> {
  const commit = await commitOf(revision, root);
  const cached = join(root, CACHE, `${commit}.json`);
  if (existsSync(cached)) {
    return { before: new Map(Object.entries(JSON.parse(readFileSync(cached, "utf8")))), now: synthesize() };
  }
  // The folder is removed before this process ends. A signal takes effect after the synthesis of this process.
  return interrupt.during(async () => {
    const temporary = mkdtempSync(join(tmpdir(), "revision-"));
    const tree = join(temporary, "tree");
    try {
      await checkOut(commit, tree, root);
      await installIn(tree, root);
      const outdir = join(temporary, "out");
      const env = { ...process.env, CDKTF_OUTDIR: outdir };
      const running = run(process.execPath, ["launch.cjs", "main.ts"], { cwd: tree, env });
      const now = await settled(synthesize, running);
      const { status, output } = await running;
      if (interrupt.requested) {
        throw new InterruptedError("Interrupted.");
      }
      if (status !== 0) {
        throw new CommandError(`${revision} does not synthesize:\n${output.trim()}`);
      }
      const before = formerStacks(outdir);
      mkdirSync(dirname(cached), { recursive: true });
      writeFileSync(cached, JSON.stringify(Object.fromEntries(before)));
      return { before, now };
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
}

async function commitOf(revision: string, root: string): Promise<string> {
  const args = ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`];
  const { status, stdout, output } = await run("git", args, { cwd: root });
  if (status !== 0) {
    const reason = output.trim() || `git has no commit of that name`;
    throw new CommandError(
      `--base: must be a revision of this repository, got ${revision}: ${reason}; run \`git fetch origin\`, or \`git fetch --unshallow\` in a shallow clone`,
    );
  }
  return stdout.trim();
}

/** The result of an action. When it throws, the program that runs beside it ends first, because its folder is deleted. */
async function settled<T>(action: () => T, program: Promise<unknown>): Promise<T> {
  try {
    return action();
  } catch (error) {
    await program;
    throw error;
  }
}

/** The stacks that a synthesis wrote, each of which is read once. */
function formerStacks(outdir: string): Map<string, FormerStack> {
  const folders = readdirSync(join(outdir, "stacks")).map((id) => new StackFolder(id, { outdir }));
  const jsons = new Map(folders.map((folder) => [folder.id, folder.json()]));
  return new Map(
    folders.map((folder) => {
      const json = jsons.get(folder.id)!;
      const reads = [...readsOf(json)].map(([producer, names]) => {
        const output = jsons.get(producer)?.output ?? {};
        return [producer, Object.fromEntries(names.map((name) => [name, output[name]?.value]))];
      });
      const fingerprint = fingerprintOf(json);
      return [folder.id, { digest: folder.digest(), reads: Object.fromEntries(reads), fingerprint }];
    }),
  );
}

/** Folders that no synthesis reads, which hold half of the files. */
const UNREAD = ["docs", "test"];

/** Writes the files of a commit, by an index of its own, so that the repository knows nothing of them. */
async function checkOut(commit: string, tree: string, root: string): Promise<void> {
  const git = gitIn(root, { ...process.env, GIT_INDEX_FILE: `${tree}.index` });
  await git("read-tree", commit);
  await git("rm", "--cached", "--force", "--ignore-unmatch", "--quiet", "-r", ...UNREAD);
  await git("checkout-index", "--all", `--prefix=${tree}/`);
}

function gitIn(root: string, env = process.env): (...args: readonly string[]) => Promise<string> {
  return async (...args) => {
    const { status, stdout, output } = await run("git", args, { cwd: root, env });
    if (status !== 0) {
      throw new CommandError(`git ${args.join(" ")} failed: ${output.trim()}`);
    }
    return stdout;
  };
}

/** Gives a tree the packages of this one when both have the same lock file; otherwise pnpm installs its own. */
async function installIn(tree: string, root: string): Promise<void> {
  const same = readFileSync(join(root, LOCK_FILE), "utf8") === readFileSync(join(tree, LOCK_FILE), "utf8");
  if (same) {
    const packages = readdirSync(join(root, "modules")).map((name) => join("modules", name));
    for (const folder of ["", ...packages].filter((one) => existsSync(join(root, one, "node_modules")))) {
      linkPackages(join(root, folder, "node_modules"), join(tree, folder, "node_modules"), join(root, "modules"), tree);
    }
    copyKeptPackages(join(root, KEPT_PACKAGES), join(tree, KEPT_PACKAGES));
    return;
  }
  const { status, output } = await run("npx", ["-y", packageManager, "install", "--frozen-lockfile"], { cwd: tree });
  if (status !== 0) {
    throw new CommandError(`the packages of the revision cannot be installed:\n${output.trim()}`);
  }
}

/** Copies the packages as the launcher keeps them. The launcher uses the copy only while the same packages are installed. */
function copyKeptPackages(from: string, to: string): void {
  for (const name of existsSync(from) ? readdirSync(from).filter((one) => one.startsWith("packages.js")) : []) {
    mkdirSync(to, { recursive: true });
    copyFileSync(join(from, name), join(to, name));
  }
}

/** Links the packages of a folder; those of this repository are linked to the tree's own. */
function linkPackages(from: string, to: string, modules: string, tree: string): void {
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from).filter((name) => !name.startsWith("."));
  const packages = names.flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(from, name)).map((one) => join(name, one)) : [name],
  );
  for (const name of packages) {
    const target = realpathSync(join(from, name));
    const own = relative(realpathSync(modules), target);
    const outside = own.startsWith("..") || own.includes(`node_modules${sep}`);
    mkdirSync(dirname(join(to, name)), { recursive: true });
    symlinkSync(outside ? target : join(tree, "modules", own), join(to, name), "junction");
  }
}
