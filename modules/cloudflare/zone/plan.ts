/** Plan of a zone, which decides the features and limits it has: https://www.cloudflare.com/plans/. */
export type Plan = (typeof PLANS)[number];

/** Plans from the least to the greatest. */
const PLANS = ["free", "pro", "business", "enterprise"] as const;

/** Does a plan have the features of the given least plan? */
export function planIncludes(plan: Plan, least: Plan): boolean {
  return PLANS.indexOf(plan) >= PLANS.indexOf(least);
}
