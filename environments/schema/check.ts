/** Checks the data of an environment and reports every fault in one run. */
import { nearest } from "@modules/core/nearest";
import { withValue } from "@modules/core/problem";
import { z } from "zod";

export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

export interface EnvironmentFile {
  /** Path of the file from the root of the repository. */
  readonly file: string;
  readonly data: unknown;
}

/** Checks the data of one file. Returns the parsed environment, or one line per fault. */
export function checkEnvironment<S extends z.ZodType>(
  schema: S,
  { file, data }: EnvironmentFile,
): { value: z.output<S> } | { faults: string[] } {
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) {
    return { value: result.data };
  }
  const faults = result.error.issues.flatMap((issue) => describe(issue, schema));
  // A value that breaks several rules gets one line, for the first rule.
  const first = faults.filter((fault, index) => faults.findIndex((other) => sameValue(fault, other)) === index);
  return { faults: first.map(({ path, text }) => `${file}: ${path.join(".") || "(the file)"}: ${text}`) };
}

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly text: string;
  readonly input: unknown;
}

function sameValue(one: Fault, other: Fault): boolean {
  return one.path.join(".") === other.path.join(".") && show(one.input) === show(other.input);
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): Fault[] {
  const { path, input } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = fieldNames(schema, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: `is not a known field; ${remedy(key, known)}`,
      input: key,
    }));
  }
  // A key breaks a rule like the value of a field.
  const [inner = issue] = issue.code === "invalid_key" ? issue.issues : [];
  const text = rule(inner, input, () => fieldNames(schema, path));
  return [{ path, text: text.includes("; ") ? text : `${text}${fixOf(text, input)}`, input }];
}

/** Fixes that follow from the rule, for rules without one of their own. */
function fixOf(text: string, input: unknown): string {
  const fixes: readonly (readonly [words: RegExp, fix: string])[] = [
    [/^must be at least [\d.]/, "raise it"],
    [/^must be at most [\d.]/, "lower it"],
    [/^must be a (whole )?number/, numberFix(input)],
    [/^must be a string/, "write it in quotes"],
    [/^must be a boolean/, "write true or false"],
    [/^must be an array/, "write a list in brackets"],
    [/^must be an object/, "write its fields in braces"],
  ];
  const fix = fixes.find(([words]) => words.test(text))?.[1];
  return fix ? `; ${fix}` : "";
}

function numberFix(input: unknown): string {
  if (typeof input === "number") {
    return "round it";
  }
  return typeof input === "string" && /^-?\d+(\.\d+)?$/.test(input) ? "write it without quotes" : "write a number";
}

/** The rule and the value. A message that starts with "must" comes from the field's type and replaces Zod's. */
function rule(issue: z.core.$ZodIssue, input: unknown, fields: () => readonly string[]): string {
  if (input === undefined) {
    return `is missing and has no default; add ${wanted(issue, fields())}`;
  }
  if (issue.message.startsWith("must ")) {
    return withValue(issue.message, show(input));
  }
  if (Number.isNaN(input)) {
    return "must be a number, got NaN; a calculation before it has gone wrong";
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

/** The missing value in words. */
function wanted(issue: z.core.$ZodIssue, fields: readonly string[]): string {
  if (issue.code === "invalid_value") {
    return issue.values.map(show).join(" or ");
  }
  if (issue.code !== "invalid_type") {
    return "it";
  }
  return `${article(issue.expected)}${fields.length > 0 ? ` of ${fields.join(", ")}` : ""}`;
}

function choice(values: readonly unknown[], input: unknown): string {
  const words = values.filter((value) => typeof value === "string");
  const near = typeof input === "string" ? nearest(input, words) : undefined;
  return `must be ${values.map(show).join(" or ")}, got ${show(input)}; ${near ? `did you mean ${show(near)}?` : "take one of these"}`;
}

function remedy(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near ? `did you mean ${near}?` : `known are ${known.join(", ")}`;
}

/** Names of the fields that the schema has at a path. */
function fieldNames(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const found = path.reduce<unknown>((at, key) => step(at, key), schema);
  if (found instanceof z.ZodRecord && found.keyType instanceof z.ZodEnum) {
    return found.keyType.options.map(String);
  }
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
