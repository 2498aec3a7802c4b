/** Layout of the paths from the world into an environment, from the names on the left to the stores on the right. */
import { Graph, layout } from "@dagrejs/dagre";
import { groupBy } from "@modules/checks/model/values";
import { BOX_PADDING, BOX_WIDTH, LINE_HEIGHT } from "./flow-size";
import { type Box, curve } from "./graph";
import type { Flow, Reach, ReachEdge, ReachNode } from "./model/networks";

/** A drawn path leads from one kind to a later one, or from an edge to the edge behind it. */
const ORDER: readonly ReachNode["kind"][] = ["world", "name", "edge", "balancer", "host", "store"];

/** @param isOwn whether a resource, by its index, belongs to the environment */
export function flow(reach: Reach, isOwn: (resource: number) => boolean): Flow {
  const edges = drawnEdges(reach, isOwn);
  const groups = alike(reach.nodes, edges);
  const groupOf = new Map(groups.flatMap((nodes, index) => nodes.map((node) => [node, index] as const)));
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 10, ranksep: 48, marginx: 8, marginy: 8 });
  for (const [index, nodes] of groups.entries()) {
    graph.setNode(String(index), { width: BOX_WIDTH, height: heightOf(nodes.length) });
  }
  for (const { from, to } of edges) {
    graph.setEdge(String(groupOf.get(from)), String(groupOf.get(to)), {});
  }
  if (groups.length > 0) {
    layout(graph);
  }
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: groups.map((nodes, index) => {
      const { x, y, height: own } = graph.node(String(index));
      return { nodes, x: Math.round(x!), y: Math.round(y!), height: own };
    }),
    lines: graph.edges().map((edge) => ({
      from: Number(edge.v),
      to: Number(edge.w),
      d: curve(graph.node(edge.v) as Box, graph.node(edge.w) as Box, graph.edge(edge).points ?? []),
    })),
  };
}

/** A single node has a second line for its type. */
function heightOf(nodes: number): number {
  return 2 * BOX_PADDING + LINE_HEIGHT * Math.max(nodes, 2);
}

function drawnEdges({ nodes, edges }: Reach, isOwn: (resource: number) => boolean): ReachEdge[] {
  const kind = (index: number) => nodes[index]!.kind;
  const rank = (index: number) => ORDER.indexOf(kind(index));
  const inside = (index: number) => {
    const { resource } = nodes[index]!;
    return resource === undefined || isOwn(resource);
  };
  const forward = edges
    .filter(({ from, to }) => inside(from) && inside(to))
    .filter(({ from, to }) => rank(from) < rank(to) || (kind(from) === "edge" && kind(to) === "edge"));
  const reached = new Set([0]);
  // Each pass reaches one step further, and there are at most as many steps as kinds, and one between edges.
  for (let step = 0; step <= ORDER.length; step++) {
    for (const { from, to } of forward) {
      if (reached.has(from)) {
        reached.add(to);
      }
    }
  }
  return forward.filter(({ from }) => reached.has(from));
}

/** Nodes of one kind with the same ways in and out share a box, so that a cluster's node groups are not a tangle. */
function alike(nodes: readonly ReachNode[], edges: readonly ReachEdge[]): number[][] {
  const drawn = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const ends = (pick: (edge: ReachEdge) => number | undefined) =>
    [...new Set(edges.map(pick).filter((one) => one !== undefined))].sort((a, b) => a - b).join(" ");
  const keyOf = (node: number) =>
    [
      nodes[node]!.kind,
      ends(({ from, to }) => (to === node ? from : undefined)),
      ends(({ from, to }) => (from === node ? to : undefined)),
    ].join("|");
  return [...groupBy(drawn, keyOf).values()];
}
