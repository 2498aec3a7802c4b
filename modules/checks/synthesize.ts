/** Checks the stacks of an app and writes them, in place of `app.synth()`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type App, type ISynthesisSession, Manifest } from "cdktf";
import type { IConstruct } from "constructs";
import { checks as allChecks, warningChecks } from "./checks/all";
import type { Check } from "./checks/check";
import { annotationsOf } from "./checks/constructs";
import { filesIn, RENDERED, replaceFiles } from "./output";
import { type PreparedStack, type Progress, prepare } from "./prepare";

/** The faults of an app, a line each, which its author can correct. */
export class SynthesisError extends Error {
  override readonly name = "SynthesisError";
}

export interface CheckOptions {
  /** @default every check of this package, `checks` of `@modules/checks/checks/all` */
  readonly checks?: readonly Check[];

  /** Receives every stack before it is checked, such as for a report on all of them. @default no receiver */
  readonly prepared?: (stacks: readonly PreparedStack[]) => void;

  /** @default silent */
  readonly progress?: Progress;
}

export interface SynthesisOptions extends CheckOptions {
  /** Whether to write the stack with this id. Every stack is checked. @default all */
  readonly selected?: (id: string) => boolean;

  /** Keep the files of stacks that the app leaves out, because it builds only some environments. @default false */
  readonly partial?: boolean;

  /** Checks whose faults do not stop the synthesis. @default `warningChecks()` of `@modules/checks/checks/all` */
  readonly warnings?: readonly Check[];

  /** Receives each line of `warnings`. @default silent */
  readonly warn?: (line: string) => void;
}

/**
 * Resolves and checks every stack of the app and writes nothing.
 *
 * @throws SynthesisError with every fault, a line each
 */
export function checked(app: App, options: CheckOptions = {}): PreparedStack[] {
  const { checks = allChecks, prepared = () => {}, progress = () => {} } = options;
  const faults: string[] = [];
  const onFault = (construct: IConstruct, error: Error) => faults.push(resolutionFault(construct, error));
  const stacks = prepare(app, { onFault, progress });
  progress("Checking");
  prepared(stacks);
  faults.push(...checks.flatMap((check) => check(stacks)));
  if (faults.length > 0) {
    throw new SynthesisError([...new Set(faults)].join("\n"));
  }
  return stacks;
}

/**
 * Checks every stack of the app, then writes the selected ones to `<outdir>/stacks/<id>/cdk.tf.json`, and
 * what they render for other programs to `<outdir>/rendered`. The files of all other stacks stay, and the manifest goes on
 * listing them, when it writes some stacks only.
 * Takes the place of `app.synth()`. A fault in any stack, a full disk or an interrupt leaves the folder unchanged.
 *
 * @returns the stacks it wrote
 * @throws SynthesisError with every fault, a line each
 * @example synthesize(app, { warn: console.error })
 */
export function synthesize(app: App, options: SynthesisOptions = {}): PreparedStack[] {
  const { selected = () => true, partial = false, warnings = warningChecks() } = options;
  const { warn = () => {}, progress = () => {} } = options;
  const stacks = checked(app, options);
  for (const warning of warnings.flatMap((check) => check(stacks))) {
    warn(warning);
  }
  const chosen = stacks.filter(({ id }) => selected(id));
  const all = !partial && chosen.length === stacks.length;
  let rendered = new Set<string>();
  const writeAll = (folder: string) => {
    const manifest = new Manifest(app.manifest.version, folder, false);
    const session: ISynthesisSession = { manifest, outdir: folder, skipValidation: true };
    for (const stack of chosen) {
      progress(`Writing ${stack.id}`);
      write(stack, session);
    }
    if (!all) {
      keepOthers(manifest, app.outdir);
    }
    manifest.writeToFile();
    rendered = new Set(filesIn(join(folder, RENDERED)));
    progress("Moving the files into place");
  };
  const removeOthers = () => {
    if (all) {
      removeStale(join(app.outdir, "stacks"), new Set(stacks.map(({ id }) => id)));
      const folder = join(app.outdir, RENDERED);
      for (const path of filesIn(folder).filter((path) => !rendered.has(path))) {
        rmSync(join(folder, path));
      }
    }
  };
  try {
    replaceFiles(app.outdir, writeAll, removeOthers);
  } catch (error) {
    throw writeFault(app.outdir, error);
  }
  return chosen;
}

/** Remedies for errors of the file system, by their code. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: "choose another with CDKTF_OUTDIR, or make it writable",
  EDQUOT: "free some space",
  EEXIST: "delete the file there",
  ENOSPC: "free some space",
  ENOTEMPTY: "wait for the other synthesis, or delete its folder .complete",
  ENOTDIR: "delete the file there",
  EROFS: "take another with CDKTF_OUTDIR",
};

/** A line about a folder that cannot be written, as an error; other errors are bugs and stay as they are. */
export function writeFault(outdir: string, error: unknown): unknown {
  const { code = "", message } = error as NodeJS.ErrnoException;
  const remedy = REMEDIES[code];
  return remedy
    ? new SynthesisError(
        `${outdir}: must be a folder that can be written, got ${message}; ${remedy}; the previous files are unchanged`,
      )
    : error;
}

/** Shortens the paragraphs of cdktf's error to a line, followed by its stack trace when cdktf recorded one. */
function resolutionFault({ node }: IConstruct, { message }: Error): string {
  const first = message
    .replace(/^(Resolution error: )+/, "")
    .split("\n", 1)[0]!
    .replace(/\.$/, "");
  const fix = FIXES.find(([words]) => first.includes(words))?.[1] ?? "";
  const trace = message.indexOf("\nObject creation stack");
  return `${node.path}: ${first}${fix}${trace < 0 ? "" : message.slice(trace)}`;
}

/** Fixes for errors of cdktf, by words that they hold. */
const FIXES: readonly (readonly [words: string, fix: string])[] = [
  ["list token", "; use Fn.element or Fn.join"],
  ["circular dependency", "; move the resources that both stacks need into a stack before them"],
];

function write({ stack, json, constructs }: PreparedStack, session: ISynthesisSession): void {
  const manifest = session.manifest.forStack(stack);
  const { workingDirectory, synthesizedStackPath } = manifest;
  // cdktf types the annotations as read-only, but its CLI prints the warnings it finds there.
  (manifest as { annotations: typeof manifest.annotations }).annotations = annotationsOf(constructs);
  mkdirSync(join(session.outdir, workingDirectory), { recursive: true });
  for (const construct of constructs) {
    customSynthesis(construct)?.onSynthesize(session);
  }
  writeFileSync(join(session.outdir, synthesizedStackPath), `${JSON.stringify(sorted(json), null, 2)}\n`);
}

/** cdktf's hook for constructs that write files beside the JSON, such as the archive of a function. */
function customSynthesis(construct: IConstruct): { onSynthesize(session: ISynthesisSession): void } | undefined {
  return (construct as never)[Symbol.for("cdktf/customSynthesis")];
}

/** Lists the stacks of the manifest in the folder whose files are still there, as those that this synthesis did not write. */
function keepOthers(manifest: Manifest, outdir: string): void {
  const file = join(outdir, Manifest.fileName);
  const former: Manifest["stacks"] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).stacks : {};
  for (const [id, entry] of Object.entries(former)) {
    if (existsSync(join(outdir, entry.synthesizedStackPath))) {
      manifest.stacks[id] ??= entry;
    }
  }
}

/** Deletes the configuration of stacks that the app no longer has, and keeps Terraform's own files beside it. */
function removeStale(folder: string, current: ReadonlySet<string>): void {
  for (const id of readdirSync(folder).filter((name) => !current.has(name))) {
    rmSync(join(folder, id, "cdk.tf.json"), { force: true });
  }
}

/** Sorts all keys, so that a diff does not show blocks that only moved. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
