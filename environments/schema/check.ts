/** Checks environment data whole and reports every fault at once. */
import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";

export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

export interface EnvironmentFile {
  /** Path from the repository's root, as a reader would open it. */
  readonly file: string;
  readonly data: unknown;
}

/** Parses one environment file, or lists what is wrong with it, a line each. */
export function checkEnvironment<S extends z.ZodType>(
  schema: S,
  { file, data }: EnvironmentFile,
): { value: z.output<S> } | { faults: string[] } {
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) {
    return { value: result.data };
  }
  const faults = result.error.issues.flatMap((issue) => describe(issue, schema));
  return {
    faults: [...new Set(faults.map(({ path, text }) => `${file}: ${path.join(".") || "(the file)"}: ${text}`))],
  };
}

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): Fault[] {
  const { path, input } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = fieldNames(schema, path);
    return issue.keys.map((key) => ({ path: [...path, key], text: `is not a known field; ${remedy(key, known)}` }));
  }
  return [{ path, text: rule(issue, input) }];
}

/** What must hold and what was found; a field type's own message wins over a general one. */
function rule(issue: z.core.$ZodIssue, input: unknown): string {
  if (input === undefined) {
    return "is missing and has no default";
  }
  if (issue.message.startsWith("must ")) {
    return `${issue.message}, got ${show(input)}`;
  }
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}, got ${show(input)}`;
    case "invalid_value":
      return choice(issue.values, input);
    case "invalid_union":
      return issue.discriminator && "options" in issue
        ? choice(issue.options as unknown[], (input as Record<string, unknown>)[issue.discriminator])
        : `must have one of the documented forms, got ${show(input)}`;
    case "too_small":
      return `must be at least ${issue.minimum}, got ${show(input)}`;
    case "too_big":
      return `must be at most ${issue.maximum}, got ${show(input)}`;
    default:
      return `${issue.message}, got ${show(input)}`;
  }
}

function choice(values: readonly unknown[], input: unknown): string {
  const words = values.filter((value) => typeof value === "string");
  const near = typeof input === "string" ? similar(input, words) : undefined;
  return `must be ${values.map(show).join(" or ")}, got ${show(input)}${near ? `; did you mean ${show(near)}?` : ""}`;
}

function remedy(key: string, known: readonly string[]): string {
  const near = similar(key, known);
  return near ? `did you mean ${near}?` : `known are ${known.join(", ")}`;
}

/** The word that was probably meant: at most a third of it differs. */
function similar(input: string, words: readonly string[]): string | undefined {
  const near = words.length > 0 ? closest(input, words) : undefined;
  return near && distance(near, input) <= near.length / 3 ? near : undefined;
}

/** Names of the fields of the object at a path of the schema. */
function fieldNames(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const found = path.reduce<unknown>((at, key) => step(at, key), schema);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function step(at: unknown, key: PropertyKey): unknown {
  if (at instanceof z.ZodObject) {
    return unwrap(at.shape[key as string]);
  }
  if (at instanceof z.ZodRecord) {
    return unwrap(at.valueType);
  }
  return at instanceof z.ZodArray ? unwrap(at.element) : undefined;
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrap(schema.unwrap()) : schema;
}

function article(type: string): string {
  return type === "int" ? "a whole number" : `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
