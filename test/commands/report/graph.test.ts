import { expect, test } from "vitest";
import { necessary, stackGraph } from "../../../commands/report/graph";
import type { StackCard } from "../../../commands/report/model/estate";

const stack = (name: string, after: readonly number[]) => ({ name, environment: 0, after }) as unknown as StackCard;
const stacks = [stack("network", []), stack("data", [0]), stack("compute", [0, 1])];

test("leaves out the dependencies that others imply", () => {
  expect(necessary(stacks, new Set([0, 1, 2]))).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

test("draws each stack to the right of those that it needs, and apart from the others", () => {
  const { nodes, edges, width } = stackGraph(stacks, 0);
  const [network, data, compute] = nodes;

  expect(network!.x + network!.w / 2).toBeLessThan(data!.x - data!.w / 2);
  expect(data!.x + data!.w / 2).toBeLessThan(compute!.x - compute!.w / 2);
  expect(compute!.x + compute!.w / 2).toBeLessThanOrEqual(width);
  expect(edges.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 2],
  ]);
  // An edge begins at the right side of its first stack.
  expect(edges[0]!.d).toMatch(new RegExp(`^M${Math.round(network!.x + network!.w / 2)} ${network!.y}C`));
});

test("draws nothing for an environment without stacks", () => {
  expect(stackGraph(stacks, 1).nodes).toEqual([]);
});
