/** How what a provider's schema does not know about arguments is written down. */

/** A path into a resource as Terraform's JSON has it, `settings.tier`; lists and nested blocks are searched, `*` is any key. */
type ArgumentPath = string;

export interface ArgumentLimits {
  /** The values an argument may have. */
  readonly values?: Readonly<Record<ArgumentPath, readonly (string | number | boolean)[]>>;

  /** What its text must match, and the rule in words, after "must be". */
  readonly patterns?: Readonly<Record<ArgumentPath, { readonly pattern: RegExp; readonly rule: string }>>;

  /** The least and the most a number may be. */
  readonly ranges?: Readonly<Record<ArgumentPath, readonly [number, number]>>;

  /** Groups of which one may be set. */
  readonly exclusive?: readonly (readonly ArgumentPath[])[];

  /** What must be set beside an argument that is. */
  readonly together?: Readonly<Record<ArgumentPath, readonly ArgumentPath[]>>;
}
