/** Faults that rules between fields report. */
export interface Fault {
  readonly path: string[];
  /** The rule, `must ...`; the report adds the file, the path and the value. */
  readonly message: string;
  readonly input: unknown;
}

/** Data that the schema has not accepted yet: a field that is wrong by itself may be missing or of another type. */
export type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[] | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Given<T[Key]> } | undefined
    : T | undefined;

/** A fault when a field of production differs from the value that production requires. */
export function productionFaults(
  name: string | undefined,
  wanted: unknown,
  input: unknown,
  ...path: string[]
): Fault[] {
  return name !== "production" || input === wanted ? [] : [{ path, message: `must be ${wanted} in production`, input }];
}

/** The list, or an empty one when the field holds something else. */
export function listOf<T>(given: readonly T[] | undefined): readonly T[] {
  return Array.isArray(given) ? given : [];
}
