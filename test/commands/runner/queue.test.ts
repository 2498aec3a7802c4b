import { expect, test } from "vitest";
import { ancestors, type Outcome, runInOrder, tasksOf } from "../../../commands/runner/queue";

/** c reads from b, which reads from a; d reads from nothing. */
const DEPENDENCIES = new Map([
  ["a", []],
  ["b", ["a"]],
  ["c", ["b"]],
  ["d", []],
]);

interface Settings {
  readonly parallel?: number;
  readonly failing?: readonly string[];
  readonly stoppedAfter?: string;
  readonly reversed?: boolean;
}

/** Runs tasks that take a moment, and records when they begin and end. */
async function runAll(ids: readonly string[], { parallel = 9, failing = [], stoppedAfter, reversed }: Settings = {}) {
  const events: string[] = [];
  let most = 0;
  let running = 0;
  const outcomes = await runInOrder(tasksOf(ids, DEPENDENCIES, reversed), {
    parallel,
    stopped: () => events.includes(`${stoppedAfter} ends`),
    work: async (id) => {
      running += 1;
      most = Math.max(most, running);
      events.push(`${id} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      events.push(`${id} ends`);
      running -= 1;
      if (failing.includes(id)) {
        throw new Error(`${id} broke`);
      }
    },
  });
  const statuses = Object.fromEntries([...outcomes].map(([id, { status }]: [string, Outcome<void>]) => [id, status]));
  return { events, most, outcomes, statuses };
}

test("starts a task when those before it have ended, and others beside it", async () => {
  const { events } = await runAll(["c", "b", "a", "d"]);

  expect(events.slice(0, 2).sort()).toEqual(["a begins", "d begins"]);
  expect(events.indexOf("b begins")).toBeGreaterThan(events.indexOf("a ends"));
  expect(events.indexOf("c begins")).toBeGreaterThan(events.indexOf("b ends"));
});

test("keeps the order of stacks whose link between them is not chosen", async () => {
  const { events } = await runAll(["c", "a"]);

  expect(events).toEqual(["a begins", "a ends", "c begins", "c ends"]);
});

test("runs consumers first in reverse", async () => {
  const { events } = await runAll(["a", "b", "c"], { reversed: true });

  expect(events.filter((event) => event.endsWith("begins"))).toEqual(["c begins", "b begins", "a begins"]);
});

test("runs as many at the same time as allowed", async () => {
  expect((await runAll(["a", "d"], { parallel: 1 })).most).toBe(1);
  expect((await runAll(["a", "d"], { parallel: 2 })).most).toBe(2);
});

test("stops only what depends on a failed task", async () => {
  const { statuses, outcomes } = await runAll(["a", "b", "c", "d"], { failing: ["b"] });

  expect(statuses).toEqual({ a: "done", b: "failed", c: "skipped", d: "done" });
  expect(outcomes.get("c")).toEqual({ status: "skipped", because: ["b"] });
});

test("starts nothing more when it is stopped", async () => {
  expect((await runAll(["a", "b", "c"], { stoppedAfter: "a" })).statuses).toEqual({
    a: "done",
    b: "stopped",
    c: "stopped",
  });
});

test("ends without tasks", async () => {
  expect((await runAll([])).outcomes.size).toBe(0);
});

test("finds the stacks that a stack depends on through others", () => {
  expect([...ancestors("c", DEPENDENCIES)]).toEqual(["b", "a"]);
});
