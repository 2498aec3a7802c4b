/** Plans and applies one stack. */
import type { Json } from "@modules/checks/json";
import { CommandError } from "../error";
import { changesOf } from "./changes";
import type { StackFolder } from "./folder";
import { forgetForesight, surprises } from "./foresight";
import { stateOfPlan } from "./plan-file";
import type { Reads } from "./reads";
import { refuseOutdated, type SavedPlan, type SavedPlans, type StateVersion } from "./saved-plan";

/** A stack that cannot be planned before others are applied. */
export class WaitingError extends CommandError {
  /** Ids of the stacks to apply first. */
  readonly missing: readonly string[];

  constructor(id: string, missing: readonly string[]) {
    super(`${id} reads values of ${missing.join(", ")}, which are not applied; apply ${missing.join(", ")} first`);
    this.missing = missing;
  }
}

export interface StackRunOptions {
  /** Folder that synthesis wrote. */
  readonly outdir: string;
  readonly plans: SavedPlans;
  /** Terraform's version. */
  readonly version: string;
  /** Receives the name of the current step. */
  readonly step: (text: string) => void;
  /** Reads the states that a stack takes values from. */
  readonly reads: (json: Json) => Promise<Reads>;
}

/** Waits a minute for a lock that another run holds. */
const LOCK = ["-lock-timeout=60s"];

/**
 * Plans a stack and saves the plan.
 *
 * @throws WaitingError while a stack that it reads from is not applied
 * @throws CommandError with Terraform's errors
 */
export async function planStack(
  folder: StackFolder,
  destroy: boolean,
  { outdir, plans, version, step, reads: readsOf }: StackRunOptions,
): Promise<SavedPlan> {
  step("reads");
  const reads = await readsOf(folder.json());
  if (reads.missing.length > 0) {
    throw new WaitingError(folder.id, reads.missing);
  }
  step("initializes");
  await folder.init();
  step("plans");
  plans.prepare(folder.id);
  const options = destroy ? ["-destroy"] : [];
  const out = `-out=${plans.file(folder.id)}`;
  await folder.logTo(["plan", "-input=false", "-no-color", ...LOCK, ...options, out]);
  const shown = JSON.parse(await folder.read(["show", "-json", plans.file(folder.id)]));
  const differences = destroy ? undefined : surprises(outdir, folder.id, shown);
  const plan: SavedPlan = {
    id: folder.id,
    made: new Date().toISOString(),
    destroy,
    digest: folder.digest(),
    providers: folder.providers(),
    terraform: version,
    state: await plannedVersion(folder, plans),
    reads: reads.digests,
    ...(differences && { surprises: differences }),
    ...changesOf(shown),
  };
  plans.save(plan, folder);
  return plan;
}

/**
 * Applies a saved plan, which is used up then.
 *
 * @throws CommandError when the state or the values that it reads are not those of the plan, or with Terraform's errors
 */
export async function applyPlan(
  folder: StackFolder,
  plan: SavedPlan,
  { outdir, plans, step, reads: readsOf }: StackRunOptions,
): Promise<void> {
  step("verifies");
  await folder.init();
  const reads = plan.destroy ? plan.reads : (await readsOf(folder.json())).digests;
  refuseOutdated(plan, await stateVersion(folder), reads);
  step(plan.destroy ? "destroys" : "applies");
  await folder.logTo(["apply", "-input=false", "-no-color", ...LOCK, plans.file(folder.id)]);
  plans.remove(folder.id);
  forgetForesight(outdir, folder.id);
}

/** Serial and lineage of the state that a stack's saved plan was made with; undefined while there was none. */
async function plannedVersion(folder: StackFolder, plans: SavedPlans): Promise<StateVersion | undefined> {
  const version = stateOfPlan(plans.file(folder.id));
  return version === "remote" ? stateVersion(folder) : version;
}

/** Serial and lineage of a stack's state; undefined while it has none. */
async function stateVersion(folder: StackFolder): Promise<StateVersion | undefined> {
  const { serial, lineage } = await stateOf(folder);
  return lineage ? { serial, lineage } : undefined;
}

/** The state of an initialized stack. */
export async function stateOf(folder: StackFolder): Promise<Json> {
  return JSON.parse((await folder.read(["state", "pull"])).trim() || "{}");
}
