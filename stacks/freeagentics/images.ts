/** Container images: the application, its workers and the backup tasks. */
export const IMAGES = ["freeagentics/app", "freeagentics/worker", "freeagentics/backup"] as const;

export type Image = (typeof IMAGES)[number];
