import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { App, ISynthesisSession } from "cdktf";
import type { IConstruct } from "constructs";
import { checks } from "./checks/all";
import { type PreparedStack, prepare } from "./prepare";

export class SynthesisError extends Error {
  override readonly name = "SynthesisError";
}

/**
 * Resolves and checks every stack of the app, then writes the selected ones as
 * `cdktf.out/stacks/<id>/cdk.tf.json`. Nothing is written when a check fails.
 *
 * @throws SynthesisError with every fault
 */
export function synthesize(app: App, selected: (id: string) => boolean = () => true): PreparedStack[] {
  const stacks = prepare(app);
  const faults = checks.flatMap((check) => check(stacks));
  if (faults.length > 0) {
    throw new SynthesisError(faults.join("\n"));
  }
  const chosen = stacks.filter(({ id }) => selected(id));
  const session: ISynthesisSession = { manifest: app.manifest, outdir: app.outdir, skipValidation: true };
  for (const stack of chosen) {
    write(stack, session);
  }
  if (chosen.length === stacks.length) {
    removeStale(join(app.outdir, "stacks"), new Set(stacks.map(({ id }) => id)));
  }
  app.manifest.writeToFile();
  return chosen;
}

function write({ stack, json, constructs }: PreparedStack, session: ISynthesisSession): void {
  const { workingDirectory, synthesizedStackPath } = session.manifest.forStack(stack);
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
