/** What the Rules language would refuse, as far as text can tell; https://developers.cloudflare.com/ruleset-engine/rules-language/ */
import { type Plan, planIncludes } from "../zone/plan";
import { DEAD_FIELDS, isOfResponse, planOf } from "./fields";
import type { Phase } from "./phases";

export interface ExpressionContext {
  readonly plan: Plan;
  readonly phase: Phase;
  /** A rule that is switched off may keep what no longer means anything. */
  readonly enabled: boolean;
}

const MAX_LENGTH = 4096;

/** Text in quotes, with escapes, or raw: `r"\d"`, `r#"a "quoted" word"#`. */
const TEXT = /r(#*)".*?"\1|"(?:[^"\\]|\\.)*"/gs;

const FIELD = /(?<![\w.$])(?:cf|http|ip|raw|ssl|tcp|udp|icmp)(?:\.[a-z0-9_]+)+/g;

const CLOSES: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** What is wrong with an expression, each as what it must do. */
export function expressionFaults(expression: string, { plan, phase, enabled }: ExpressionContext): string[] {
  const code = expression.replace(TEXT, "''");
  const fields = [...new Set(code.match(FIELD) ?? [])];
  return [
    ...(expression.trim() === "" ? ["say something; use true for every request"] : []),
    ...(expression.length > MAX_LENGTH ? [`be at most ${MAX_LENGTH} characters, got ${expression.length}`] : []),
    ...(code.includes('"') ? ["close its quotes"] : []),
    ...(isBalanced(code) ? [] : ["close each parenthesis, bracket and brace it opens"]),
    ...(/(^|[^\w.])matches\b|~/.test(code) && !planIncludes(plan, "business")
      ? [`do without matches on the ${plan} plan; regular expressions come with business`]
      : []),
    ...fields.flatMap((field) => fieldFaults(field, { plan, phase, enabled })),
  ];
}

function fieldFaults(field: string, { plan, phase, enabled }: ExpressionContext): string[] {
  const dead = DEAD_FIELDS[field];
  if (dead) {
    return enabled ? [`do without ${field}, which ${dead}`] : [];
  }
  const least = planOf(field, phase);
  if (!least) {
    return [`name fields there are, got ${field}`];
  }
  if (!planIncludes(plan, least)) {
    return [`do without ${field} in ${phase} on the ${plan} plan; it comes with ${least}`];
  }
  return isOfResponse(field) && !phase.startsWith("http_response_")
    ? [`do without ${field} before there is an answer, in ${phase}`]
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
