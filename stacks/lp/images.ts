/** What runs in the cluster and is the platform's own. */
export const IMAGES = ["lp-system/api-gateway", "lp-system/graphql-gateway"] as const;

export type Image = (typeof IMAGES)[number];
