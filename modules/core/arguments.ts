/** The form of the tables that hold limits of arguments: limits that a service enforces and a provider's schema leaves out. */

/** Path of an argument in a resource of Terraform's JSON, such as `settings.tier`. It also enters lists and nested blocks; `*` is any key. */
type ArgumentPath = string;

export interface ArgumentLimits {
  /** Values that an argument accepts. @default any */
  readonly values?: Readonly<Record<ArgumentPath, readonly (string | number | boolean)[]>>;

  /** Pattern of a text argument, and the pattern in words to follow "must be". @default any text */
  readonly patterns?: Readonly<Record<ArgumentPath, { readonly pattern: RegExp; readonly rule: string }>>;

  /** Least and greatest value of a number, both included. @default any number */
  readonly ranges?: Readonly<Record<ArgumentPath, readonly [number, number]>>;

  /** Groups of arguments that exclude each other: at most one of a group is set. @default none */
  readonly exclusive?: readonly (readonly ArgumentPath[])[];

  /** Arguments that another one requires: when the key is set, so are these. @default none */
  readonly together?: Readonly<Record<ArgumentPath, readonly ArgumentPath[]>>;
}
