/** Configuration with which Atlantis plans stacks. https://www.runatlantis.io/docs/repo-level-atlantis-yaml */
import { ancestors } from "./queue";

/**
 * The text of an `atlantis.yaml` that plans stacks, each after those that it takes values from. It is JSON, which is YAML
 * as well.
 *
 * @param outdir folder that synthesis writes, from the root of the repository
 */
export function atlantisConfig(
  ids: readonly string[],
  dependencies: ReadonlyMap<string, readonly string[]>,
  outdir: string,
): string {
  const before = new Map(ids.map((id) => [id, [...ancestors(id, dependencies)].filter((one) => ids.includes(one))]));
  const projects = ids.map((id) => ({
    name: id,
    dir: `${outdir}/stacks/${id}`,
    // Projects of a group run at the same time, after those of the groups before it.
    execution_order_group: groupOf(id, before),
    ...(before.get(id)!.length > 0 && { depends_on: before.get(id)! }),
    // Atlantis looks for changed files in commits, and the hook writes the folder after the checkout.
    autoplan: { enabled: true, when_modified: ["../../../**/*"] },
  }));
  const run = { parallel_plan: true, parallel_apply: true, abort_on_execution_order_fail: true };
  return JSON.stringify({ version: 3, ...run, projects }, null, 2);
}

/** Length of the longest chain of stacks that come before. */
function groupOf(id: string, before: ReadonlyMap<string, readonly string[]>): number {
  return Math.max(0, ...before.get(id)!.map((one) => groupOf(one, before) + 1));
}
