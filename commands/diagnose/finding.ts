/** Result of a check: its faults, a line each, or the reason for which it was left out. */
export interface Finding {
  readonly subject: string;
  /** Lines that say what makes a plan or an apply fail. */
  readonly faults: readonly string[];
  /** Lines that say what should be done, though plans and applies work without it. @default none */
  readonly advice?: readonly string[];
  readonly skipped?: string;
}
