/** A fault that a rule between fields reports. */
export interface Fault {
  readonly path: string[];
  /** The rule, as `must ...`. The report adds the file, the path and the value. */
  readonly message: string;
  readonly input: unknown;
}

/** Data that the schema has not accepted yet, in which any field may be missing or break a rule of its own. */
export type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[] | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Given<T[Key]> } | undefined
    : T | undefined;

/** A fault for each field of production that differs from the value that production requires. */
export function productionFaults(
  name: string | undefined,
  wanted: unknown,
  input: unknown,
  ...path: string[]
): Fault[] {
  return name !== "production" || input === wanted
    ? []
    : [{ path, message: `must be ${wanted} in production; write ${JSON.stringify(wanted)}`, input }];
}

/** The list, or an empty list when the field is not a list. */
export function listOf<T>(given: readonly T[] | undefined): readonly T[] {
  return Array.isArray(given) ? given : [];
}
