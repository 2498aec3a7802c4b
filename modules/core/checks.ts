/** Checks of props. Each throws `<path>: <prop> must be <rule>, got <value>` and accepts unresolved tokens. */
import { Token } from "cdktf";
import type { IConstruct } from "constructs";

/** Throws the error that every failed check of a prop throws. */
export function fail(scope: IConstruct, prop: string, rule: string, got: unknown): never {
  throw new Error(`${scope.node.path}: ${prop} must be ${rule}, got ${got}`);
}

/** Fails unless the condition holds. */
export function check(scope: IConstruct, holds: boolean, prop: string, rule: string, got: unknown): void {
  if (!holds && !Token.isUnresolved(got)) {
    fail(scope, prop, rule, got);
  }
}

/**
 * Fails unless the value is a whole number in the range, both ends included; without `max` the range has no upper
 * bound.
 */
export function checkWholeNumber(scope: IConstruct, prop: string, value: number, min: number, max?: number): void {
  const holds = Number.isInteger(value) && value >= min && value <= (max ?? Number.POSITIVE_INFINITY);
  check(scope, holds, prop, `a whole number${rangeInWords(min, max)}`, value);
}

/** Fails unless the value is a number in the range, both ends included. */
export function checkRange(scope: IConstruct, prop: string, value: number, min: number, max: number): void {
  check(scope, value >= min && value <= max, prop, `${min} to ${max}`, value);
}

/** Fails unless the whole value matches. @param rule the pattern in words, such as "1 to 80 of A-Za-z0-9_-" */
export function checkPattern(scope: IConstruct, prop: string, value: string, pattern: RegExp, rule: string): void {
  check(scope, pattern.test(value), prop, rule, value);
}

/** Fails when a list has fewer than `min` or more than `max` entries. */
export function checkLength(
  scope: IConstruct,
  prop: string,
  list: readonly unknown[],
  min: number,
  max = Number.POSITIVE_INFINITY,
): void {
  const range = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
  const noun = range === "at least 1" ? "entry" : "entries";
  check(scope, list.length >= min && list.length <= max, prop, `a list of ${range} ${noun}`, list.length || "none");
}

function rangeInWords(min: number, max: number | undefined): string {
  return max === undefined ? ` of at least ${min}` : `, ${min} to ${max}`;
}
