/** Finds the stacks that a change of the repository affects. */
import { atlantisConfig } from "./runner/atlantis";
import { ancestors } from "./runner/queue";
import { compareWith } from "./runner/revision";
import { Session, type Workspace } from "./runner/session";
import { type Choice, chooseStacks } from "./workspace";

export interface AffectedOptions extends Omit<Choice, "stacks"> {
  /** Revision to compare with. */
  readonly base: string;
  /** Name the stacks that read from the affected ones as well. */
  readonly dependents?: boolean;
  readonly json?: boolean;
  /** Print a configuration of Atlantis that plans them. */
  readonly atlantis?: boolean;
}

/** `affected --base REV`: prints the ids of stacks whose JSON or files differ from those of the revision. */
export async function affected(options: AffectedOptions): Promise<number> {
  const { before: former, now: current } = await compareWith(options.base, () => {
    const { chosen, synthesize } = chooseStacks({ stacks: [], ...options });
    return { chosen, workspace: synthesize() };
  });
  const { chosen, workspace } = current;
  const session = new Session(workspace);
  const now = new Map(workspace.ids.map((id) => [id, session.folder(id).digest()]));
  const before = new Map([...former].map(([id, { digest }]) => [id, digest]));
  const ids = affectedStacks(now, before, options.dependents ? workspace : undefined).filter((id) =>
    chosen.some((one) => one.id === id),
  );
  const gone = [...before.keys()].filter((id) => !now.has(id));
  if (gone.length > 0) {
    console.error(`No longer in the app: ${gone.join(", ")}; destroy them at ${options.base} if they were applied`);
  }
  if (options.atlantis) {
    console.log(atlantisConfig(ids, workspace.dependencies, workspace.outdir));
  } else if (options.json || ids.length > 0) {
    console.log(options.json ? JSON.stringify(ids) : ids.join("\n"));
  }
  return 0;
}

/**
 * Ids of the stacks that are new or have another digest, in the order of the app.
 *
 * @param workspace adds the stacks that take values from those, directly or not
 */
export function affectedStacks(
  now: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
  workspace?: Workspace,
): string[] {
  const changed = new Set([...now].filter(([id, digest]) => before.get(id) !== digest).map(([id]) => id));
  const reads = (id: string) =>
    [...ancestors(id, workspace?.dependencies ?? new Map())].some((one) => changed.has(one));
  return [...now.keys()].filter((id) => changed.has(id) || reads(id));
}
