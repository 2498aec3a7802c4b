/**
 * Checks of expressions in the Rules language: https://developers.cloudflare.com/ruleset-engine/rules-language/. Other
 * faults, such as wrong types, only the API finds.
 */
import { type Plan, planIncludes } from "../zone/plan";
import { isResponseField, OBSOLETE_FIELDS, planOf } from "./fields";
import type { Phase } from "./phases";

export interface ExpressionContext {
  readonly plan: Plan;
  readonly phase: Phase;
  /** Whether the rule is enabled. A disabled rule may keep fields that Cloudflare no longer supports. */
  readonly enabled: boolean;
}

const MAX_LENGTH = 4096;

/** Pattern of a string, quoted with escapes or raw: `r"\d"`, `r#"a "quoted" word"#`. */
const TEXT = /r(#*)".*?"\1|"(?:[^"\\]|\\.)*"/gs;

const FIELD = /(?<![\w.$])(?:cf|http|ip|raw|ssl|tcp|udp|icmp)(?:\.[a-z0-9_]+)+/g;

const CLOSES: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Faults of an expression, each a phrase to follow "expression must". */
export function expressionFaults(expression: string, { plan, phase, enabled }: ExpressionContext): string[] {
  const code = expression.replace(TEXT, "''");
  const fields = [...new Set(code.match(FIELD) ?? [])];
  return [
    ...(expression.trim() === "" ? ["not be empty; use true to match every request"] : []),
    ...(expression.length > MAX_LENGTH ? [`be at most ${MAX_LENGTH} characters, got ${expression.length}`] : []),
    ...(code.includes('"') ? ["close its quotes"] : []),
    ...(isBalanced(code) ? [] : ["close each parenthesis, bracket and brace it opens"]),
    ...(/(^|[^\w.])matches\b|~/.test(code) && !planIncludes(plan, "business")
      ? [`not use matches on the ${plan} plan; regular expressions need the business plan`]
      : []),
    ...fields.flatMap((field) => fieldFaults(field, { plan, phase, enabled })),
  ];
}

function fieldFaults(field: string, { plan, phase, enabled }: ExpressionContext): string[] {
  const reason = OBSOLETE_FIELDS[field];
  if (reason) {
    return enabled ? [`not use ${field}, which ${reason}`] : [];
  }
  const least = planOf(field, phase);
  if (!least) {
    return [`name known fields, got ${field}`];
  }
  if (!planIncludes(plan, least)) {
    return [`not use ${field} in ${phase} on the ${plan} plan; it needs the ${least} plan`];
  }
  return isResponseField(field) && !phase.startsWith("http_response_")
    ? [`not use ${field} in ${phase}, which runs before the response`]
    : [];
}

function isBalanced(code: string): boolean {
  const open: string[] = [];
  for (const sign of code.match(/[()[\]{}]/g) ?? []) {
    const opened = CLOSES[sign];
    if (opened === undefined) {
      open.push(sign);
    } else if (open.pop() !== opened) {
      return false;
    }
  }
  return open.length === 0;
}
