/** Plan of a zone, which determines its features and limits: https://www.cloudflare.com/plans/. */
export type Plan = (typeof PLANS)[number];

/** Plans in ascending order. */
const PLANS = ["free", "pro", "business", "enterprise"] as const;

/** Whether a plan has the features of the plan `least`. */
export function planIncludes(plan: Plan, least: Plan): boolean {
  return PLANS.indexOf(plan) >= PLANS.indexOf(least);
}
