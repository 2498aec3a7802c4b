import { groupBy } from "@modules/checks/model/values";
import { policies } from "@modules/checks/policies/all";
import type { Rule } from "@modules/checks/policies/rule";
import { type Controls, TOPICS } from "@modules/checks/policies/topics";
import { usePolicies } from "@modules/checks/policies/use/all";
import type { PreparedStack } from "@modules/checks/prepare";
import { pageTable } from "../../app/text-table";
import { accountRules, hubStandards } from "./account-rules";
import { runbooks as allRunbooks, type Runbook } from "./runbook-controls";

/** Catalogs in the page's order. */
const CATALOGS: readonly (readonly [keyof Controls, title: string, page: string])[] = [
  [
    "soc2",
    "SOC 2, Trust Services Criteria",
    "https://www.aicpa-cima.com/topic/audit-assurance/audit-and-assurance-greater-than-soc-2",
  ],
  ["iso27001", "ISO/IEC 27001:2022, Annex A", "https://www.iso.org/standard/27001"],
  ["nistCsf", "NIST Cybersecurity Framework 2.0", "https://www.nist.gov/cyberframework"],
  ["gdpr", "GDPR", "https://eur-lex.europa.eu/eli/reg/2016/679/oj"],
];

/** Something that shows that a control is in place. */
interface Evidence {
  readonly source: "policies" | "account" | "runbooks";
  readonly text: string;
  readonly controls: Controls;
}

const SOURCES = ["policies", "account", "runbooks"] as const;

/** The page of controls with what shows each of them, made from the rules, the account's rules and the runbooks. */
export function controlsPage(
  stacks: readonly PreparedStack[],
  rules: readonly Rule[] = [...policies, ...usePolicies],
  runbooks: readonly Runbook[] = allRunbooks(),
): string {
  const evidence: Evidence[] = [
    ...rules.map(({ id, topic }): Evidence => ({ source: "policies", text: `\`${id}\``, controls: TOPICS[topic] })),
    ...accountRules(stacks).map(
      ({ name, topic }): Evidence => ({ source: "account", text: `\`${name}\``, controls: TOPICS[topic] }),
    ),
    ...runbooks.map(
      ({ file, title, controls }): Evidence => ({ source: "runbooks", text: `[${title}](../${file})`, controls }),
    ),
  ];
  return `# Controls

This page lists the evidence that a control is in place: the [policies](policies.md) that every synthesis checks for every resource, the rules of AWS Config that evaluate the account itself, and the runbooks that people follow. A control covers more than this evidence can show. \`pnpm evidence ENVIRONMENT\` packs the results for an auditor.

Security Hub evaluates the standards ${hubStandards(stacks)
    .map((name) => `\`${name}\``)
    .join(" and ")} in addition to these.

${CATALOGS.map(([key, title, page]) => section(key, `[${title}](${page})`, evidence)).join("\n\n")}
`;
}

function section(key: keyof Controls, title: string, evidence: readonly Evidence[]): string {
  const placed = evidence.filter(({ controls }) => controls[key]);
  const rows = [...groupBy(placed, ({ controls }) => controls[key]!)].sort(([a], [b]) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  return `## ${title}

${pageTable(
  ["control", "policies", "rules of the account", "runbooks"],
  rows.map(([control, own]) => [control, ...SOURCES.map((source) => cell(own, source))]),
)}`;
}

function cell(evidence: readonly Evidence[], source: Evidence["source"]): string {
  return evidence
    .filter((one) => one.source === source)
    .map(({ text }) => text)
    .join(", ");
}
