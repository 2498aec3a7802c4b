/** Container images: the application and the backup tasks. */
export const IMAGES = ["freeagentics/app", "freeagentics/backup"] as const;

export type Image = (typeof IMAGES)[number];
