/** Types of recovery objectives: kinds of data, losses that data must survive, and the promises of an environment. */

/**
 * Losses that data must survive: `zone` is the loss of an instance or an availability zone, `damage` is a wrong change
 * or a deletion, and `region` is the loss of the whole region.
 */
export const LOSSES = ["zone", "damage", "region"] as const;

export type Loss = (typeof LOSSES)[number];

/** Kinds of data, each with objectives of its own. */
export const DATA_KINDS = ["database", "tables", "documents", "cache", "files", "objects", "volumes"] as const;

export type DataKind = (typeof DATA_KINDS)[number];

/** A promise about one kind of data and one loss. */
export interface RecoveryObjective {
  /** Minutes of writes that may be lost (RPO). */
  readonly lostMinutes: number;
  /** Minutes until the data serves again (RTO). */
  readonly downMinutes: number;
  /** Path below `runbooks/`. @default none: the service recovers by itself */
  readonly runbook?: string | undefined;
}

/** The promises of an environment. */
export type RecoveryObjectives = {
  readonly [K in DataKind]?: { readonly [L in Loss]?: RecoveryObjective | undefined } | undefined;
};
