/** Differences between what exists and what was applied that the owner accepts for a while. */

export interface AllowedDrift {
  /** `STACK:ADDRESS`; `*` is any characters. */
  readonly where: string;
  /** Arguments that may differ. */
  readonly arguments: readonly string[];
  readonly reason: string;
  /** Last day, such as `2027-06-30`; after it the difference counts as drift again. */
  readonly until: string;
}

/** The accepted differences; `pnpm drift` lists them apart. */
export const allowedDrift: readonly AllowedDrift[] = [];
