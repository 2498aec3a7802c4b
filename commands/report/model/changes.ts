/** Differences from another revision. */

export interface Changes {
  readonly base: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly StackChange[];
}

export interface StackChange {
  readonly stack: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Addresses with the names of the arguments that differ; values are left out. */
  readonly changed: readonly { readonly address: string; readonly names: readonly string[] }[];
  /** Kinds of other blocks that differ, such as "output". */
  readonly sections: readonly string[];
}
