import { expect, test } from "vitest";
import { flow } from "../../../commands/report/flow";
import type { Reach } from "../../../commands/report/model/networks";

const reach: Reach = {
  nodes: [
    { kind: "world", label: "the world" },
    { kind: "name", label: "shop.example.com", resource: 0 },
    { kind: "balancer", label: "aws_lb.public", resource: 1 },
    { kind: "host", label: "aws_ecs_service.a", resource: 2 },
    { kind: "host", label: "aws_ecs_service.b", resource: 3 },
    { kind: "store", label: "aws_db_instance.main", resource: 4 },
    { kind: "host", label: "aws_instance.unreached", resource: 5 },
    { kind: "name", label: "other.example.com", resource: 9 },
  ],
  edges: [
    { from: 0, to: 1, how: "DNS" },
    { from: 1, to: 2, how: "tcp 443" },
    { from: 2, to: 3, how: "tcp 80" },
    { from: 2, to: 4, how: "tcp 80" },
    { from: 3, to: 4, how: "tcp 80" },
    { from: 3, to: 5, how: "tcp 5432" },
    { from: 4, to: 5, how: "tcp 5432" },
    { from: 6, to: 5, how: "tcp 5432" },
    { from: 0, to: 7, how: "DNS" },
  ],
};
const own = flow(reach, (resource) => resource < 9);

test("puts hosts with the same connections in and out into one box", () => {
  expect(own.boxes.map(({ nodes }) => nodes)).toEqual([[0], [1], [2], [3, 4], [5]]);
});

test("leaves out hosts that the world cannot reach, other environments and connections between hosts", () => {
  expect(own.boxes.flatMap(({ nodes }) => nodes)).not.toContain(6);
  expect(own.boxes.flatMap(({ nodes }) => nodes)).not.toContain(7);
  expect(own.lines.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
});

test("draws the paths from left to right", () => {
  const xs = own.boxes.map(({ x }) => x);

  expect([...xs].sort((a, b) => a - b)).toEqual(xs);
  expect(own.boxes[3]!.height).toBeGreaterThanOrEqual(own.boxes[2]!.height);
});

test("is empty for an environment that the world does not reach", () => {
  expect(flow({ nodes: reach.nodes, edges: [] }, () => true)).toMatchObject({ boxes: [], lines: [] });
});
