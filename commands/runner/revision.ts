/** Synthesizes another revision of the repository. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CommandError } from "../error";
import { run } from "../run";
import { type Fingerprint, fingerprintOf } from "./fingerprint";
import { StackFolder } from "./folder";
import { InterruptedError, interrupt } from "./interrupt";
import { readsOf } from "./reads";

/** Stacks of revisions, which never change. */
const CACHE = join("node_modules", ".cache", "revisions", "2");

/** Program that checks a commit out and writes its stacks. */
const PROGRAM = "commands/runner/revision-program.ts";

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
    const outdir = join(temporary, "out");
    try {
      const folders = [join(temporary, "tree"), outdir, resolve(root)];
      const running = run(process.execPath, ["launch.cjs", PROGRAM, commit, ...folders]);
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
