/** Runs tasks in parallel, each after those that it depends on. */

export interface Task {
  readonly id: string;
  /** Ids of tasks that must succeed before; ids of no task are ignored. */
  readonly after: readonly string[];
}

export type Outcome<T> =
  | { readonly status: "done"; readonly value: T }
  | { readonly status: "failed"; readonly error: Error }
  /** The task did not start, because these tasks before it failed. */
  | { readonly status: "skipped"; readonly because: readonly string[] }
  /** The task did not start, because the run was stopped. */
  | { readonly status: "stopped" };

export interface QueueOptions<T> {
  /** Tasks that run at the same time. */
  readonly parallel: number;
  readonly work: (id: string) => Promise<T>;
  /** Whether no further task may start. @default never */
  readonly stopped?: () => boolean;
  readonly onEnd?: (id: string, outcome: Outcome<T>) => void;
}

/** Runs every task. A failed task stops only those that depend on it. */
export function runInOrder<T>(tasks: readonly Task[], options: QueueOptions<T>): Promise<Map<string, Outcome<T>>> {
  const { parallel, work, stopped = () => false, onEnd = () => {} } = options;
  const outcomes = new Map<string, Outcome<T>>();
  const waiting = new Set(tasks);
  const ids = new Set(tasks.map(({ id }) => id));
  let running = 0;
  return new Promise((resolve) => {
    const end = (id: string, outcome: Outcome<T>) => {
      outcomes.set(id, outcome);
      onEnd(id, outcome);
    };
    const start = async (id: string) => {
      running += 1;
      const outcome = await work(id).then(
        (value): Outcome<T> => ({ status: "done", value }),
        (error): Outcome<T> => ({ status: "failed", error }),
      );
      running -= 1;
      end(id, outcome);
      proceed();
    };
    const proceed = () => {
      // A failed task ends those that depend on it without a run, and they end others.
      for (let before = -1; before !== waiting.size; ) {
        before = waiting.size;
        for (const task of waiting) {
          const needed = task.after.filter((id) => ids.has(id));
          const ended = needed.map((id) => ({ id, status: outcomes.get(id)?.status }));
          const because = ended.filter(({ status }) => status === "failed" || status === "skipped").map(({ id }) => id);
          if (stopped()) {
            waiting.delete(task);
            end(task.id, { status: "stopped" });
          } else if (because.length > 0) {
            waiting.delete(task);
            end(task.id, { status: "skipped", because });
          } else if (running < parallel && ended.every(({ status }) => status === "done")) {
            waiting.delete(task);
            void start(task.id);
          }
        }
      }
      if (waiting.size === 0 && running === 0) {
        resolve(outcomes);
      }
    };
    proceed();
  });
}

/**
 * The tasks of some stacks, each after those of the others that it depends on directly or through stacks that are not
 * among them.
 *
 * @param dependencies ids of the stacks that a stack takes values from, by its id
 * @param reversed whether each comes before those that it depends on, as for a destroy
 */
export function tasksOf(
  ids: readonly string[],
  dependencies: ReadonlyMap<string, readonly string[]>,
  reversed = false,
): Task[] {
  const chosen = new Set(ids);
  const before = new Map(ids.map((id) => [id, [...ancestors(id, dependencies)].filter((one) => chosen.has(one))]));
  return ids.map((id) => ({
    id,
    after: reversed ? ids.filter((other) => before.get(other)!.includes(id)) : before.get(id)!,
  }));
}

/** Ids of all stacks that a stack depends on, directly or not. */
export function ancestors(id: string, dependencies: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>();
  const visit = (one: string) => {
    for (const producer of dependencies.get(one) ?? []) {
      if (!found.has(producer)) {
        found.add(producer);
        visit(producer);
      }
    }
  };
  visit(id);
  return found;
}
