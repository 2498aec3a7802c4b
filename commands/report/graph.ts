/** Layout of the stacks of an environment, from those that are applied first to those that are applied last. */
import { Graph, layout } from "@dagrejs/dagre";
import type { StackCard, StackGraph } from "./model/estate";

const NODE_HEIGHT = 34;
/** Width of a letter, and of the space beside the name. */
const LETTER = 6.8;
const PADDING = 40;
const MARGIN = 16;

export function stackGraph(stacks: readonly StackCard[], environment: number): StackGraph {
  const own = stacks.flatMap((stack, index) => (stack.environment === environment ? [index] : []));
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 12, ranksep: 44, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const index of own) {
    graph.setNode(String(index), { width: Math.ceil(widthOf(stacks[index]!)), height: NODE_HEIGHT });
  }
  for (const [from, to] of necessary(stacks, new Set(own))) {
    graph.setEdge(String(from), String(to));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: own.map((stack) => {
      const { x, y, width: w } = graph.node(String(stack));
      return { stack, x: Math.round(x!), y: Math.round(y!), w };
    }),
    edges: graph.edges().map((edge) => ({
      from: Number(edge.v),
      to: Number(edge.w),
      d: curve(graph.node(edge.v) as Box, graph.node(edge.w) as Box, graph.edge(edge).points ?? []),
    })),
  };
}

function widthOf({ name }: StackCard): number {
  return name.length * LETTER + PADDING;
}

/** Dependencies that no way through other stacks implies. The drawing has these alone; the tables have all. */
export function necessary(stacks: readonly Pick<StackCard, "after">[], own: ReadonlySet<number>): [number, number][] {
  const behind = new Map<number, ReadonlySet<number>>();
  const reach = (index: number): ReadonlySet<number> => {
    const known = behind.get(index);
    if (known) {
      return known;
    }
    const all = new Set(stacks[index]!.after.flatMap((one) => [one, ...reach(one)]));
    behind.set(index, all);
    return all;
  };
  return [...own].flatMap((index) => {
    const { after } = stacks[index]!;
    return after
      .filter((one) => own.has(one) && !after.some((other) => other !== one && reach(other).has(one)))
      .map((one): [number, number] => [one, index]);
  });
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A smooth path from the right side of one box to the left side of another, through the points between them. */
export function curve(from: Box, to: Box, points: readonly { readonly x: number; readonly y: number }[]): string {
  const start = { x: Math.round(from.x + from.width / 2), y: Math.round(from.y) };
  const between = points.slice(1, -1).map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
  let [x, y] = [start.x, start.y];
  const parts = [...between, { x: Math.round(to.x - to.width / 2), y: Math.round(to.y) }].map((next) => {
    const middle = Math.round((x + next.x) / 2);
    const part = `C${middle} ${y} ${middle} ${next.y} ${next.x} ${next.y}`;
    [x, y] = [next.x, next.y];
    return part;
  });
  return `M${start.x} ${start.y}${parts.join("")}`;
}
