/** A run of Terraform in several stacks. */
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import type { Approvable } from "../../environments/schema/delivery";
import { terraformVersion } from "../run";
import { displayOf, type Mark } from "./display";
import { StackFolder } from "./folder";
import { type ForeseenPlan, foresee } from "./foresight";
import { InterruptedError, interrupt } from "./interrupt";
import { type Outcome, runInOrder, tasksOf } from "./queue";
import { readProducers, sharedReads } from "./reads";
import { type SavedPlan, SavedPlans } from "./saved-plan";
import { applyPlan, planStack, type StackRunOptions, WaitingError } from "./stack-run";
import { foreseenInBrief, inBrief } from "./summary";

/** Synthesized stacks. */
export interface Workspace {
  /** Folder that synthesis wrote. */
  readonly outdir: string;
  /** Every stack, each after those that it takes values from. */
  readonly ids: readonly string[];
  /** Ids of the stacks that a stack takes values from directly, by its id. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** Classes of change that are applied without an approval, by the id of the stack. @default none */
  readonly approved?: ReadonlyMap<string, readonly Approvable[]>;
  /** Environment variables that lead programs to where the stacks are applied. @default those of this process */
  readonly env?: NodeJS.ProcessEnv;
}

export interface SessionOptions {
  /** Stacks that run at the same time. @default the cores of this machine */
  readonly parallel?: number;
  /** @default the environment of the workspace */
  readonly env?: NodeJS.ProcessEnv;
}

/** The outcome of each stack, by its id. */
export type Outcomes<T> = ReadonlyMap<string, Outcome<T>>;

/** Runs Terraform in stacks of a workspace, in parallel and in order. */
export class Session {
  readonly workspace: Workspace;
  readonly plans: SavedPlans;
  private readonly parallel: number;
  /** Environment variables of the programs that it runs. */
  readonly env: NodeJS.ProcessEnv;

  constructor(workspace: Workspace, options: SessionOptions = {}) {
    const { parallel = availableParallelism(), env = workspace.env ?? process.env } = options;
    this.workspace = workspace;
    this.plans = new SavedPlans(workspace.outdir);
    this.parallel = parallel;
    this.env = env;
  }

  /** Version of the Terraform in use. */
  version(): Promise<string> {
    return terraformVersion(this.env);
  }

  folder(id: string): StackFolder {
    return new StackFolder(id, { outdir: this.workspace.outdir, env: this.env });
  }

  /** Plans stacks and saves the plans. A plan changes nothing, so no stack waits for another. */
  async plan(ids: readonly string[], destroy = false): Promise<Outcomes<SavedPlan>> {
    const version = await this.version();
    const reads = sharedReads(
      ids.map((id) => this.folder(id).json()),
      this.env,
    );
    return this.each(ids, inBrief, (folder, step) => planStack(folder, destroy, this.options(version, step, reads)));
  }

  /**
   * Plans stacks with placeholders for the values of others that are not applied. Saves nothing that can be applied.
   *
   * @param missing ids of the stacks that are not applied, by the id of the stack that reads them
   * @param empty whether the account has no backend for states yet
   */
  foresee(missing: ReadonlyMap<string, readonly string[]>, empty: boolean): Promise<Outcomes<ForeseenPlan>> {
    const { outdir } = this.workspace;
    return this.each([...missing.keys()], foreseenInBrief, (folder, step) =>
      foresee(folder, { outdir, missing: missing.get(folder.id)!, empty, env: this.env, step }),
    );
  }

  /** Applies saved plans: producers first, or consumers first when they destroy. */
  async apply(plans: readonly SavedPlan[]): Promise<Outcomes<SavedPlan>> {
    const version = await this.version();
    const destroy = plans.some((plan) => plan.destroy);
    const byId = new Map(plans.map((plan) => [plan.id, plan]));
    const tasks = tasksOf([...byId.keys()], this.workspace.dependencies, destroy);
    const text = () => (destroy ? "destroyed" : "applied");
    return this.run(tasks, text, async (folder, step) => {
      const plan = byId.get(folder.id)!;
      // Read for each stack just before its apply, because the stacks before it have written theirs.
      await applyPlan(
        folder,
        plan,
        this.options(version, step, (json) => readProducers(json, this.env)),
      );
      return plan;
    });
  }

  /** Runs an action in the folder of each stack, all of them in parallel. */
  each<T>(
    ids: readonly string[],
    text: (value: T) => string,
    action: (folder: StackFolder, step: (text: string) => void) => Promise<T>,
  ): Promise<Outcomes<T>> {
    return this.run(
      ids.map((id) => ({ id, after: [] })),
      text,
      action,
    );
  }

  private options(version: string, step: StackRunOptions["step"], reads: StackRunOptions["reads"]): StackRunOptions {
    return { outdir: this.workspace.outdir, plans: this.plans, version, step, reads };
  }

  private async run<T>(
    tasks: ReturnType<typeof tasksOf>,
    text: (value: T) => string,
    action: (folder: StackFolder, step: (text: string) => void) => Promise<T>,
  ): Promise<Outcomes<T>> {
    const display = displayOf(tasks.map(({ id }) => id));
    const stop = interrupt.onSignal(() => display.interrupted());
    const work = async (id: string) => {
      display.start(id);
      return action(this.folder(id), (step) => display.step(id, step));
    };
    try {
      const outcomes = await interrupt.during(() =>
        runInOrder(tasks, {
          parallel: this.parallel,
          work,
          stopped: () => interrupt.requested,
          onEnd: (id, outcome) => display.end(id, markOf(outcome), this.ended(id, outcome, text)),
        }),
      );
      // Summaries name stacks in the order in which they were asked for, whichever ended first.
      return new Map(tasks.map(({ id }) => [id, outcomes.get(id)!]));
    } finally {
      stop();
      await display.close();
    }
  }

  private ended<T>(id: string, outcome: Outcome<T>, text: (value: T) => string): string {
    switch (outcome.status) {
      case "done":
        return text(outcome.value);
      case "skipped":
        return `waits for ${outcome.because.join(", ")}`;
      case "stopped":
        return "was not started";
      default:
        return failure(outcome.error, relative(process.cwd(), this.folder(id).log));
    }
  }
}

function markOf(outcome: Outcome<unknown>): Mark {
  switch (outcome.status) {
    case "done":
      return "ok";
    case "failed":
      return outcome.error instanceof WaitingError ? "waits" : "failed";
    default:
      return outcome.status;
  }
}

function failure(error: Error, log: string): string {
  if (error instanceof WaitingError) {
    return `until ${error.missing.join(", ")} ${error.missing.length === 1 ? "is" : "are"} applied`;
  }
  if (error instanceof InterruptedError) {
    return "was interrupted";
  }
  return `${error.message.split("\n", 1)[0]}; its log is ${log}`;
}
