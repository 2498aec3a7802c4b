import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { LISTENER_RULES } from "../../../../stacks/dafnckmachine/aws/listener-rules";
import { stacks } from "../../../support/stacks";

const rules = Object.entries(LISTENER_RULES);

/** Pattern without its wildcard. */
function prefix(pattern: string): string {
  return pattern.replace(/\*$/, "");
}

test("gives every rule a priority of its own", () => {
  expect(new Set(rules.map(([, { priority }]) => priority)).size).toBe(rules.length);
});

test("evaluates the rule of a longer path first", () => {
  for (const [name, { priority, pathPatterns }] of rules) {
    const covering = rules.filter(
      ([other, { pathPatterns: paths }]) =>
        other !== name && prefix(pathPatterns[0]).startsWith(prefix(paths[0])) && paths[0] !== pathPatterns[0],
    );
    for (const [, wider] of covering) {
      expect(priority).toBeLessThan(wider.priority);
    }
  }
});

test("evaluates agents in the cluster before the ECS service of the same paths", () => {
  const { "cluster-agents": cluster, agents } = LISTENER_RULES;

  expect(cluster.pathPatterns).toEqual(agents.pathPatterns);
  expect(cluster.priority).toBeLessThan(agents.priority);
});

test.each(["production", "staging", "development"])("has every rule of the listeners of %s", (environment) => {
  const found = ["load-balancing", "containers", "kubernetes"].flatMap((stack) =>
    Object.values<Json>(stacks[`dafnckmachine-${environment}-${stack}`]!.resource.aws_lb_listener_rule),
  );
  const known = rules.map(([, { priority, pathPatterns }]) => `${priority} ${pathPatterns}`);

  expect(found.length).toBeGreaterThan(0);
  for (const { priority, condition } of found) {
    expect(known).toContain(`${priority} ${condition[0].path_pattern.values}`);
  }
});
