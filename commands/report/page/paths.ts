/** Ways through the graph of connections. */
import type { Reach, ReachEdge } from "../model/networks";

/** The shortest path from the world to a node, by its edges; undefined if there is none. */
export function wayTo({ edges, nodes }: Reach, target: number): readonly ReachEdge[] | undefined {
  return shortest(edges, nodes.length, 0, target);
}

/** The shortest paths from the world to a node, one for each node that connects to it. */
export function waysTo(reach: Reach, target: number): (readonly ReachEdge[])[] {
  return reach.edges
    .filter(({ to }) => to === target)
    .flatMap((last) => {
      const before = last.from === 0 ? [] : wayTo(reach, last.from);
      return before && !before.some(({ from }) => from === target) ? [[...before, last]] : [];
    })
    .sort((a, b) => a.length - b.length);
}

function shortest(edges: readonly ReachEdge[], count: number, start: number, target: number) {
  const leaving: ReachEdge[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) {
    leaving[edge.from]!.push(edge);
  }
  const came = new Map<number, ReachEdge | undefined>([[start, undefined]]);
  const queue = [start];
  for (let node = queue.shift(); node !== undefined && !came.has(target); node = queue.shift()) {
    for (const edge of leaving[node]!.filter(({ to }) => !came.has(to))) {
      came.set(edge.to, edge);
      queue.push(edge.to);
    }
  }
  if (!came.has(target)) {
    return undefined;
  }
  const way: ReachEdge[] = [];
  for (let edge = came.get(target); edge; edge = came.get(edge.from)) {
    way.unshift(edge);
  }
  return way;
}
