import { policies } from "@modules/checks/policies/all";
import type { Rule } from "@modules/checks/policies/rule";
import { catalogsOf } from "@modules/checks/policies/topics";
import { usePolicies } from "@modules/checks/policies/use/all";
import { pageTable } from "../../app/text-table";

const EFFECTS = { fail: "fails", warn: "warns", ignore: "does not apply" };

/** The page of every policy, with its place in catalogs of controls. */
export function policiesPage(rules: readonly Rule[] = [...policies, ...usePolicies]): string {
  return `# Policies

Every synthesis checks every resource against these rules. A violation in a stack whose data is protected, as in production, fails the synthesis; the last column says what it does in other stacks. Exceptions are in [waivers.ts](../app/waivers.ts). \`pnpm synth --json FILE\` and \`--sarif FILE\` write the resources, violations and waivers of every rule.

${pageTable(["id", "statement", "severity", "catalogs", "elsewhere"], rules.map(row))}
`;
}

function row(rule: Rule): string[] {
  const catalogs = Object.entries(catalogsOf(rule)).map(([catalog, place]) => `${catalog} ${place}`);
  const effect = EFFECTS[rule.unprotected ?? "fail"];
  return [`[${rule.id}](${rule.page})`, rule.name, rule.severity, catalogs.join(", "), effect];
}
