/** Repositories of the images that the platform builds itself. */
export const IMAGES = ["lp-system/api-gateway", "lp-system/graphql-gateway"] as const;

export type Image = (typeof IMAGES)[number];
