/** Checks environment data whole and reports every fault at once. */
import { closest } from "fastest-levenshtein";
import type { z } from "zod";

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
  const faults = result.error.issues
    .flatMap((issue) => describe(issue))
    .map(({ path, text }) => `${file}: ${path}: ${text}`);
  return { faults: [...new Set(faults)] };
}

interface Description {
  readonly path: string;
  readonly text: string;
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue): Description[] {
  const path = issue.path.map(String).join(".") || "(the whole file)";
  const got = show(issue.input);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...issue.path.map(String), key].join("."),
        text: "is not a known field; remove it or correct its name",
      }));
    case "invalid_value":
      return [
        {
          path,
          text: issue.message.startsWith("must ")
            ? `${issue.message}, got ${got}`
            : `must be ${alternatives(issue.values)}, got ${got}${suggestion(issue.input, issue.values)}`,
        },
      ];
    case "invalid_type":
      return [
        {
          path,
          text:
            issue.input === undefined
              ? "is missing and has no default"
              : `must be ${article(issue.expected)}, got ${got}`,
        },
      ];
    case "invalid_union":
      return issue.errors.length === 0 || issue.message.startsWith("must ")
        ? [
            {
              path,
              text: `${issue.message.startsWith("must ") ? issue.message : "must be one of the documented forms"}, got ${got}`,
            },
          ]
        : issue.errors[0]!.flatMap((inner) => describe({ ...inner, path: [...issue.path, ...inner.path] }));
    default:
      return [{ path, text: `${issue.message}, got ${got}` }];
  }
}

function alternatives(values: readonly unknown[]): string {
  return values.map(show).join(" or ");
}

function suggestion(input: unknown, values: readonly unknown[]): string {
  const words = values.filter((value): value is string => typeof value === "string");
  return typeof input === "string" && words.length > 1 ? `; did you mean ${show(closest(input, words))}?` : "";
}

function article(type: string): string {
  return type === "int" ? "a whole number" : `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
