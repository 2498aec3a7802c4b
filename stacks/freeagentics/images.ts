/** What the hosts run, and what the backups run. */
export const IMAGES = ["freeagentics/app", "freeagentics/backup"] as const;

export type Image = (typeof IMAGES)[number];
