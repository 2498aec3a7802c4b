import { expect, test } from "vitest";
import { waysTo, wayTo } from "../../../../commands/report/page/paths";

const node = { kind: "host", label: "" } as const;
const edge = (from: number, to: number) => ({ from, to, how: `${from}-${to}` });
const reach = {
  nodes: Array.from({ length: 6 }, () => node),
  edges: [edge(0, 2), edge(0, 1), edge(1, 2), edge(2, 3), edge(4, 3), edge(1, 3)],
};
const steps = (way: readonly { readonly how: string }[] | undefined) => way?.map(({ how }) => how);

test("finds the shortest path from the world", () => {
  expect(steps(wayTo(reach, 3))).toEqual(["0-2", "2-3"]);
});

test("finds a path for each node that connects and is reached", () => {
  expect(waysTo(reach, 3).map(steps)).toEqual([
    ["0-2", "2-3"],
    ["0-1", "1-3"],
  ]);
});

test("finds no path to hosts that the world cannot reach", () => {
  expect(wayTo(reach, 5)).toBeUndefined();
  expect(wayTo(reach, 4)).toBeUndefined();
});
