/**
 * Conditions of IAM policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import ipaddr from "ipaddr.js";
import { iamGlob } from "../glob";
import type { Json } from "../json";
import { list } from "../model/values";

/** Condition keys of a request with their values, by lower-case name. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** Condition keys in any case, as they are written in a policy. */
export function contextOf(keys: Readonly<Record<string, string | readonly string[]>>): Context {
  return new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), list(value)]));
}

/**
 * Whether every condition of a statement holds.
 *
 * @throws on an operator that is not supported, rather than guessing
 */
export function conditionsHold(conditions: Json, context: Context): boolean {
  return Object.entries<Json>(conditions ?? {}).every(([name, keys]) => {
    const operator = operatorOf(name);
    return Object.entries<Json>(keys).every(([key, values]) => holds(operator, key, list(values), context));
  });
}

type Matches = (pattern: string, value: string) => boolean;

interface Operator {
  readonly quantifier?: "ForAllValues" | "ForAnyValue";
  /** `Null` looks at the presence of a key and not at its values. */
  readonly matches: Matches | "Null";
  /** A negated operator holds for a value that none of the patterns match. */
  readonly negated: boolean;
  readonly ifExists: boolean;
}

const like: Matches = (pattern, value) => cachedGlob(pattern).test(value);
const number =
  (compare: (value: number, pattern: number) => boolean): Matches =>
  (pattern, value) =>
    compare(Number(value), Number(pattern));
const date =
  (compare: (value: number, pattern: number) => boolean): Matches =>
  (pattern, value) =>
    compare(instant(value), instant(pattern));

const COMPARISONS = {
  Equals: (value: number, pattern: number) => value === pattern,
  LessThan: (value: number, pattern: number) => value < pattern,
  LessThanEquals: (value: number, pattern: number) => value <= pattern,
  GreaterThan: (value: number, pattern: number) => value > pattern,
  GreaterThanEquals: (value: number, pattern: number) => value >= pattern,
};

/** Operators that are not negated. */
const OPERATORS: Readonly<Record<string, Matches>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringEqualsIgnoreCase: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  IpAddress: inRange,
  ...Object.fromEntries(Object.entries(COMPARISONS).map(([name, compare]) => [`Numeric${name}`, number(compare)])),
  ...Object.fromEntries(Object.entries(COMPARISONS).map(([name, compare]) => [`Date${name}`, date(compare)])),
};

function operatorOf(name: string): Operator {
  const [, quantifier, base = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const positive = base.replace("Not", "");
  const matches = base === "Null" ? base : OPERATORS[positive];
  if (!matches) {
    throw new Error(`condition operator must be Null or one of ${Object.keys(OPERATORS).join(", ")}, got ${name}`);
  }
  return {
    quantifier: quantifier as Operator["quantifier"],
    matches,
    negated: positive !== base,
    ifExists: ifExists !== undefined,
  };
}

function holds(operator: Operator, key: string, patterns: readonly Json[], context: Context): boolean {
  const { quantifier, matches, negated, ifExists } = operator;
  const values = context.get(key.toLowerCase());
  if (matches === "Null") {
    return patterns.some((pattern) => String(pattern) === String(values === undefined));
  }
  if (values === undefined || values.length === 0) {
    return quantifier === "ForAllValues" || (quantifier === undefined && (ifExists || negated));
  }
  const known = patterns.map((pattern) => substituted(String(pattern), context)).filter((one) => one !== undefined);
  const fits = (value: string) => known.some((pattern) => matches(pattern, value)) !== negated;
  return quantifier === "ForAnyValue" ? values.some(fits) : values.every(fits);
}

/** `${aws:PrincipalTag/Team}`, `${aws:username, 'nobody'}`, and `${*}` for the character itself. */
const VARIABLE = /\$\{([^},]+)(?:,\s*'([^']*)')?\}/g;

/** Stands for a character that a pattern must match literally. */
const LITERAL = { "*": "\u0001", "?": "\u0002", $: "$" } as const;

/** A pattern with the values of its policy variables; undefined when one has no value, and then nothing matches. */
export function substituted(pattern: string, context: Context): string | undefined {
  let missing = false;
  const result = pattern.replace(VARIABLE, (_, name: string, fallback?: string) => {
    if (name in LITERAL) {
      return LITERAL[name as keyof typeof LITERAL];
    }
    const value = context.get(name.trim().toLowerCase())?.[0] ?? fallback;
    missing ||= value === undefined;
    return (value ?? "").replaceAll("*", LITERAL["*"]).replaceAll("?", LITERAL["?"]);
  });
  return missing ? undefined : result;
}

const globs = new Map<string, RegExp>();

/** The expression of a pattern, remembered: few patterns are compared with many values. */
export function cachedGlob(pattern: string, ignoreCase = false): RegExp {
  const key = ignoreCase ? pattern.toLowerCase() : pattern;
  const known = globs.get(ignoreCase ? `i:${key}` : key);
  if (known) {
    return known;
  }
  const { source, flags } = iamGlob(key, { ignoreCase });
  const glob = new RegExp(source.replaceAll(LITERAL["*"], "\\*").replaceAll(LITERAL["?"], "\\?"), flags);
  globs.set(ignoreCase ? `i:${key}` : key, glob);
  return glob;
}

/** Compares the six parts of an ARN one by one, so that a `*` in one of them never reaches into the next. */
function arnLike(pattern: string, value: string): boolean {
  const patterns = arnParts(pattern);
  const values = arnParts(value);
  return patterns.length === values.length && patterns.every((part, index) => like(part, values[index]!));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
}

function inRange(range: string, address: string): boolean {
  const [network, length] = ipaddr.parseCIDR(
    range.includes("/") ? range : `${range}/${range.includes(":") ? 128 : 32}`,
  );
  const parsed = ipaddr.parse(address);
  return parsed.kind() === network.kind() && parsed.match([network, length] as never);
}

/** A date is written as ISO 8601 or as seconds since 1970. */
function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
