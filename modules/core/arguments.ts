/** Types of the tables of argument limits: limits that a service enforces and a provider's schema leaves out. */

/**
 * Path of an argument in a resource of Terraform's JSON, such as `settings.tier`. The path also descends into lists and
 * nested blocks; `*` matches any key.
 */
type ArgumentPath = string;

export interface ArgumentLimits {
  /** Values that an argument accepts. @default any */
  readonly values?: Readonly<Record<ArgumentPath, readonly (string | number | boolean)[]>>;

  /** Pattern of a text argument, and the pattern in words to follow "must be". @default any text */
  readonly patterns?: Readonly<Record<ArgumentPath, { readonly pattern: RegExp; readonly rule: string }>>;

  /** Minimum and maximum of a number, both inclusive. @default any number */
  readonly ranges?: Readonly<Record<ArgumentPath, readonly [number, number]>>;

  /** Groups of arguments that exclude each other: at most one of a group is set. @default none */
  readonly exclusive?: readonly (readonly ArgumentPath[])[];

  /** Arguments that another one requires: when the key is set, these arguments must be set, too. @default none */
  readonly together?: Readonly<Record<ArgumentPath, readonly ArgumentPath[]>>;
}
