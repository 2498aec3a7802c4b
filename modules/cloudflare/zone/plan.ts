/** What a zone has bought. */
export type Plan = (typeof PLANS)[number];

/** From the least. */
const PLANS = ["free", "pro", "business", "enterprise"] as const;

/** Does a plan have what another brought first? */
export function planIncludes(plan: Plan, least: Plan): boolean {
  return PLANS.indexOf(plan) >= PLANS.indexOf(least);
}
