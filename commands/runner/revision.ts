/** Synthesizes another revision of the repository. */
import { execFileSync } from "node:child_process";
import {
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
import { readsOf } from "./reads";

const LOCK_FILE = "pnpm-lock.yaml";

/** Stacks of revisions, which never change. */
const CACHE = join("node_modules", ".cache", "revisions", "2");

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

/**
 * The stacks of a revision, by id.
 *
 * @param root root of the repository
 *
 * @throws CommandError when the revision is unknown or does not synthesize
 */
export async function stacksAt(revision: string, root = "."): Promise<Map<string, FormerStack>> {
  const git = gitIn(root);
  const commit = (await git("rev-parse", "--verify", `${revision}^{commit}`)).trim();
  const cached = join(root, CACHE, `${commit}.json`);
  if (existsSync(cached)) {
    return new Map(Object.entries(JSON.parse(readFileSync(cached, "utf8"))));
  }
  const temporary = mkdtempSync(join(tmpdir(), "revision-"));
  const tree = join(temporary, "tree");
  try {
    await git("worktree", "add", "--detach", "--quiet", tree, commit);
    await installIn(tree, root);
    const outdir = join(temporary, "out");
    const env = { ...process.env, CDKTF_OUTDIR: outdir };
    const { status, output } = await run(process.execPath, ["launch.cjs", "main.ts"], { cwd: tree, env });
    if (status !== 0) {
      throw new CommandError(`${revision} does not synthesize:\n${output.trim()}`);
    }
    const ids = readdirSync(join(outdir, "stacks"));
    const stacks = new Map(ids.map((id) => [id, formerStack(id, outdir)]));
    mkdirSync(dirname(cached), { recursive: true });
    writeFileSync(cached, JSON.stringify(Object.fromEntries(stacks)));
    return stacks;
  } finally {
    await git("worktree", "remove", "--force", tree).catch(() => {});
    rmSync(temporary, { recursive: true, force: true });
  }
}

function formerStack(id: string, outdir: string): FormerStack {
  const folder = new StackFolder(id, { outdir });
  const reads = [...readsOf(folder.json())].map(([producer, names]) => {
    const { output = {} } = new StackFolder(producer, { outdir }).json();
    return [producer, Object.fromEntries(names.map((name) => [name, output[name]?.value]))];
  });
  return { digest: folder.digest(), reads: Object.fromEntries(reads), fingerprint: fingerprintOf(folder.json()) };
}

function gitIn(root: string): (...args: readonly string[]) => Promise<string> {
  return async (...args) => {
    const { status, stdout, output } = await run("git", args, { cwd: root });
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
    return;
  }
  const { status, output } = await run("npx", ["-y", packageManager, "install", "--frozen-lockfile"], { cwd: tree });
  if (status !== 0) {
    throw new CommandError(`the packages of the revision cannot be installed:\n${output.trim()}`);
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
