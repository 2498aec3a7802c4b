/** What runs in the cluster and is the platform's own. */
export const IMAGES = ["lp-system/api-gateway"] as const;
