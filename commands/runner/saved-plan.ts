/** Plans that are kept until they are applied. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError } from "../error";
import type { Changes } from "./changes";
import { LOCK_FILE, type StackFolder } from "./folder";

/** A state's identity. The serial grows with each write, the lineage stays. */
export interface StateVersion {
  readonly serial: number;
  readonly lineage: string;
}

export interface SavedPlan extends Changes {
  readonly id: string;
  /** Time in ISO 8601. */
  readonly made: string;
  /** Whether the plan destroys the stack. */
  readonly destroy: boolean;
  /** Digest of the stack's JSON and of the files beside it. */
  readonly digest: string;
  /** Digest of the lock file, which has the versions and checksums of the providers. */
  readonly providers?: string;
  /** Terraform's version. */
  readonly terraform: string;
  /** Absent while nothing was applied. */
  readonly state?: StateVersion;
  /** Digest of the values that the stack reads, by the id of the stack that they belong to. */
  readonly reads: Readonly<Record<string, string>>;
  /** Differences from the plan that was made with placeholders, a line each. Absent when none was made. */
  readonly surprises?: readonly string[];
}

/** The saved plans below the folder that synthesis writes. */
export class SavedPlans {
  private readonly outdir: string;

  constructor(outdir: string) {
    this.outdir = outdir;
  }

  /** Path of Terraform's plan file. */
  file(id: string): string {
    return resolve(this.folder(id), "plan");
  }

  /** Creates the folder of a stack's plan, without an earlier plan. */
  prepare(id: string): void {
    this.remove(id);
    // Plans have values that are secret, so other users of the machine must not read them.
    mkdirSync(this.folder(id), { recursive: true, mode: 0o700 });
  }

  save(plan: SavedPlan, folder: StackFolder): void {
    writeFileSync(this.description(plan.id), `${JSON.stringify(plan, null, 2)}\n`);
    if (existsSync(join(folder.path, LOCK_FILE))) {
      copyFileSync(join(folder.path, LOCK_FILE), join(this.folder(plan.id), LOCK_FILE));
    }
  }

  /** The plan of a stack; undefined without one. */
  load(id: string): SavedPlan | undefined {
    const file = this.description(id);
    return existsSync(file) && existsSync(this.file(id)) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  }

  /** Gives a stack's folder the providers of the plan when it has none, as on another machine. */
  restoreProviders(folder: StackFolder): void {
    const lock = join(this.folder(folder.id), LOCK_FILE);
    if (folder.providers() === undefined && existsSync(lock)) {
      copyFileSync(lock, join(folder.path, LOCK_FILE));
    }
  }

  remove(id: string): void {
    rmSync(this.folder(id), { recursive: true, force: true });
  }

  private folder(id: string): string {
    return join(this.outdir, "plans", id);
  }

  private description(id: string): string {
    return join(this.folder(id), "plan.json");
  }
}

/** Current values of what a plan was made with. */
export type Current = Pick<SavedPlan, "destroy" | "digest" | "providers" | "terraform">;

/** Reasons for which a plan must not be applied, which the files beside it tell. */
export function staleReasons(plan: SavedPlan, current: Current): string[] {
  return [
    ...(plan.destroy === current.destroy ? [] : [`it is a plan to ${plan.destroy ? "destroy" : "apply"}`]),
    ...(plan.digest === current.digest ? [] : ["the stack's JSON or a file beside it has changed"]),
    ...(plan.providers === current.providers ? [] : ["the providers in its lock file have changed"]),
    ...(plan.terraform === current.terraform
      ? []
      : [`it was made with Terraform ${plan.terraform}, and this is ${current.terraform}`]),
  ];
}

/**
 * Refuses a plan that was made for another state, or from other values of other stacks.
 *
 * @throws CommandError with the reason
 */
export function refuseOutdated(plan: SavedPlan, state: StateVersion | undefined, reads: SavedPlan["reads"]): void {
  if (plan.state?.lineage !== state?.lineage || plan.state?.serial !== state?.serial) {
    throw new CommandError(
      `the state has changed since the plan was made: it was ${inWords(plan.state)}, and is ${inWords(state)}; plan again`,
    );
  }
  const changed = Object.keys(plan.reads).filter((id) => plan.reads[id] !== reads[id]);
  if (changed.length > 0) {
    throw new CommandError(`values that the plan read from ${changed.join(", ")} have changed; plan again`);
  }
}

function inWords(state: StateVersion | undefined): string {
  return state ? `serial ${state.serial} of lineage ${state.lineage}` : "empty";
}
