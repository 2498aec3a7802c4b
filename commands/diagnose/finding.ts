/** Result of a check: its faults, a line each, or the reason for which it was left out. */
export interface Finding {
  readonly subject: string;
  readonly faults: readonly string[];
  readonly skipped?: string;
}
