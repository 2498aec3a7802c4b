/** Access to the values of a block in Terraform JSON. */
import type { Json } from "../json";

/** A nested block is written as an object or as a list of objects; this returns the list. */
export function list(value: Json): Json[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

/** The single nested block of its kind, written as an object or as a list of one; without one, an object without keys. */
export function nested(value: Json): Json {
  return list(value)[0] ?? {};
}

/** An expression for a number or a list stands in the JSON text of an argument without quotes. */
const UNQUOTED_EXPRESSION = /(?<=[^\\]":)\$\{[^{}"]*\}(?=[,}])/g;

/** Parses the JSON text of an argument; undefined if only Terraform can evaluate the text. Expressions of numbers become 0. */
export function parsedJson(text: unknown): Json {
  try {
    return JSON.parse(String(text).replace(UNQUOTED_EXPRESSION, "0"));
  } catch {
    return undefined;
  }
}

/** Every value at a path such as `ingress.cidr_blocks`; a `*` matches any key, and lists stand for their items. */
export function valuesAt(value: Json, path: string | readonly string[]): Json[] {
  const [key, ...rest] = typeof path === "string" ? path.split(".") : path;
  if (Array.isArray(value)) {
    return value.flatMap((item) => valuesAt(item, path));
  }
  if (key === undefined) {
    return value === undefined || value === null ? [] : [value];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return (key === "*" ? Object.values(value) : [value[key]]).flatMap((inner) => valuesAt(inner, rest));
}

/** Whether the value holds an expression that only Terraform can evaluate. */
export function isExpression(value: unknown): boolean {
  return typeof value === "string" && (value.includes("${") || value.includes("%{"));
}

/** A text whose characters are all known at synthesis. */
export function isKnownText(value: unknown): value is string {
  return typeof value === "string" && !isExpression(value);
}

/** Formats a value for an error message of one line, at most 80 characters. */
export function show(value: unknown): string {
  const text = String(value).replaceAll("\n", "\\n");
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Groups items by key, in the order of their first appearance. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}

/** Remembers the result for each object as long as the object exists. */
export function once<O extends object, T>(compute: (of: O) => T): (of: O) => T {
  const known = new WeakMap<O, T>();
  return (of) => {
    let value = known.get(of);
    if (value === undefined) {
      value = compute(of);
      known.set(of, value);
    }
    return value;
  };
}
