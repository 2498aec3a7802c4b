import { blocksOf } from "../model/blocks";
import { identityAt } from "../model/places";
import { resourceGraph } from "../model/resources";
import { groupBy } from "../model/values";
import type { PreparedStack } from "../prepare";

/**
 * Checks that each phase of a Cloudflare zone or account has one ruleset. Cloudflare keeps one entry
 * point for a phase, so that two resources overwrite each other with every apply.
 * https://developers.cloudflare.com/ruleset-engine/about/phases/
 */
export function rulesetFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  const rulesets = stacks
    .flatMap(blocksOf)
    // Zones and accounts may have any number of rulesets of the kind "custom".
    .filter(({ type, attributes }) => type === "cloudflare_ruleset" && ["zone", "root"].includes(attributes.kind));
  const keyOf = (ruleset: (typeof rulesets)[number]) => {
    const zone = graph.target(ruleset.stack, ruleset.attributes.zone_id)?.path;
    return [zone ?? identityAt(ruleset, "zone_id"), identityAt(ruleset, "account_id"), ruleset.attributes.phase].join(
      " ",
    );
  };
  return [...groupBy(rulesets, keyOf).values()]
    .filter((same) => same.length > 1)
    .map(
      (same) =>
        `${same.map(({ path }) => path).join(", ")}: phase must have one ruleset in a zone or account, got ${same.length} of ${same[0]!.attributes.phase}; write all rules into one of them`,
    );
}
