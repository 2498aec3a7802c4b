/** The files of a commit with the packages that its synthesis needs, in a folder of their own. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { packageManager } from "../../package.json";
import { CommandError } from "../error";
import { run } from "../run";

const LOCK_FILE = "pnpm-lock.yaml";

/** Folder in which the launcher keeps the packages in one file and what V8 has compiled of them. */
const KEPT_PACKAGES = join("node_modules", ".cache", "launch");

/** Folders that no synthesis reads, which hold half of the files. */
const UNREAD = ["docs", "test"];

/** Writes the files of a commit, by an index of its own, so that the repository does not list them. */
export async function checkOut(commit: string, tree: string, root: string): Promise<void> {
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
export async function installIn(tree: string, root: string): Promise<void> {
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
