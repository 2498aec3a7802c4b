import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { App, ISynthesisSession } from "cdktf";
import type { IConstruct } from "constructs";
import { checks } from "./checks/all";
import { annotationsOf } from "./checks/constructs";
import { quotaWarnings } from "./checks/quotas";
import { type PreparedStack, prepare } from "./prepare";
import type { Progress } from "./progress";

export class SynthesisError extends Error {
  override readonly name = "SynthesisError";
}

/**
 * Resolves and checks every stack of the app.
 *
 * @throws SynthesisError with every fault, a line each
 */
export function checked(app: App, progress: Progress = () => {}): PreparedStack[] {
  const faults: string[] = [];
  const onFault = (construct: IConstruct, error: Error) => faults.push(unresolved(construct, error));
  const stacks = prepare(app, { onFault, progress });
  progress("Checking");
  faults.push(...checks.flatMap((check) => check(stacks)));
  if (faults.length > 0) {
    throw new SynthesisError([...new Set(faults)].join("\n"));
  }
  return stacks;
}

/**
 * Writes the selected stacks as `cdktf.out/stacks/<id>/cdk.tf.json`; nothing
 * when anything is wrong with any of them.
 *
 * @param warn takes a line about each quota that is nearly used up, of all stacks
 * @throws SynthesisError with every fault, a line each
 */
export function synthesize(
  app: App,
  selected: (id: string) => boolean = () => true,
  progress: Progress = () => {},
  warn: (line: string) => void = () => {},
): PreparedStack[] {
  const stacks = checked(app, progress);
  for (const warning of quotaWarnings(stacks)) {
    warn(warning);
  }
  const chosen = stacks.filter(({ id }) => selected(id));
  const session: ISynthesisSession = { manifest: app.manifest, outdir: app.outdir, skipValidation: true };
  for (const stack of chosen) {
    progress(`Writing ${stack.id}`);
    write(stack, session);
  }
  if (chosen.length === stacks.length) {
    removeStale(join(app.outdir, "stacks"), new Set(stacks.map(({ id }) => id)));
  }
  app.manifest.writeToFile();
  return chosen;
}

/** A line of what cdktf says in paragraphs; with its stack trace, where one was asked for. */
function unresolved({ node }: IConstruct, { message }: Error): string {
  const first = message
    .replace(/^(Resolution error: )+/, "")
    .split("\n", 1)[0]!
    .replace(/\.$/, "");
  const fix = first.includes("list token") ? "; use Fn.element or Fn.join" : "";
  const trace = message.indexOf("\nObject creation stack");
  return `${node.path}: ${first}${fix}${trace < 0 ? "" : message.slice(trace)}`;
}

function write({ stack, json, constructs }: PreparedStack, session: ISynthesisSession): void {
  const manifest = session.manifest.forStack(stack);
  const { workingDirectory, synthesizedStackPath } = manifest;
  // Typed as if nobody wrote it; the CLI prints the warnings it finds there.
  (manifest as { annotations: typeof manifest.annotations }).annotations = annotationsOf(constructs);
  mkdirSync(join(session.outdir, workingDirectory), { recursive: true });
  for (const construct of constructs) {
    customSynthesis(construct)?.onSynthesize(session);
  }
  writeFileSync(join(session.outdir, synthesizedStackPath), `${JSON.stringify(sorted(json), null, 2)}\n`);
}

/** What a construct writes beside the JSON, such as the archive of a function. */
function customSynthesis(construct: IConstruct): { onSynthesize(session: ISynthesisSession): void } | undefined {
  return (construct as never)[Symbol.for("cdktf/customSynthesis")];
}

/** The configuration of stacks that are no more; what Terraform keeps beside it stays. */
function removeStale(folder: string, current: ReadonlySet<string>): void {
  for (const id of readdirSync(folder).filter((name) => !current.has(name))) {
    rmSync(join(folder, id, "cdk.tf.json"), { force: true });
  }
}

/** Keys in order, so that a diff shows what changed and not where it was written. */
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
