/**
 * Types of the tables of arguments: limits that a service enforces and a provider's schema leaves out, and the forms in
 * which a service returns arguments.
 */

/**
 * Path of an argument in a resource of Terraform's JSON, such as `settings.tier`. The path also descends into lists and
 * nested blocks; `*` matches any key.
 */
type ArgumentPath = string;

/** The form in which a service returns an argument, whatever was sent. With another form, every plan shows a change. */
export interface ReturnedForm {
  /**
   * Whether the argument has the form that the service returns.
   *
   * @param values the values at the path, with lists flattened and JSON text parsed
   * @param resource the resource's arguments in Terraform's JSON
   */
  // biome-ignore lint/suspicious/noExplicitAny: Terraform JSON has no schema here
  readonly holds: (values: readonly any[], resource: any) => boolean;

  /** The form in words, to follow "must be". */
  readonly rule: string;

  /** Page or issue that says what the service returns. */
  readonly page: string;
}

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

  /** Forms in which the service returns arguments. @default none: it returns the form that was sent */
  readonly returned?: Readonly<Record<ArgumentPath, ReturnedForm>>;
}
