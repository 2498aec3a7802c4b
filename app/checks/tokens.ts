import type { PreparedStack } from "../prepare";
import { attributeOf, leavesOf, show } from "./model/blocks";

/**
 * A marker of cdktf for a value it does not know yet, whole or in pieces, as
 * is left when a program changes the text: `toUpperCase`, `slice`, `split`.
 */
const MARKER = /tftoken\[|token\.\d+\]\}/i;

/** cdktf hides a number it does not know yet in one of these sizes; arithmetic only moves it a little. */
const ENORMOUS = 1e100;
const ENORMOUS_IN_TEXT = /\de\+\d{3}/;

/** No value is the rest of a token. */
export function tokenFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(leavesOf).flatMap((leaf) => {
    if (!isCorrupted(leaf.value)) {
      return [];
    }
    const fix =
      typeof leaf.value === "number" || ENORMOUS_IN_TEXT.test(leaf.value)
        ? "do arithmetic on attributes of resources with Op"
        : "change text of resources with Fn, and never split or cut it";
    return [`${leaf.block.path}: ${attributeOf(leaf)} must not be a damaged token, got ${show(leaf.value)}; ${fix}`];
  });
}

export function isCorrupted(value: string | number): boolean {
  return typeof value === "number"
    ? Math.abs(value) > ENORMOUS
    : MARKER.test(value) || (value.includes("e+") && ENORMOUS_IN_TEXT.test(value));
}
