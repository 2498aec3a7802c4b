/** Checks that string functions and arithmetic have not damaged a cdktf token. */
import { attributeOf, leavesOf } from "../model/blocks";
import { show } from "../model/values";
import type { PreparedStack } from "../prepare";

/**
 * Remains of the text by which cdktf encodes a value that Terraform computes. `toUpperCase`,
 * `slice` or `split` leave it in a form that cdktf can no longer decode.
 */
const MARKER = /tftoken\[|token\.\d+\]\}/i;

/** cdktf encodes numbers that Terraform computes as numbers beyond this size; arithmetic moves them only a little. */
const ENORMOUS = 1e100;
const ENORMOUS_IN_TEXT = /\de\+\d{3}/;

/** Checks that no value holds a piece of a cdktf token, as string functions and arithmetic of the program leave it. */
export function tokenFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(leavesOf).flatMap((leaf) => {
    if (!isDamagedToken(leaf.value)) {
      return [];
    }
    const fix =
      typeof leaf.value === "number" || ENORMOUS_IN_TEXT.test(leaf.value)
        ? "use Op for arithmetic on attributes of resources"
        : "use Fn to change text from resources, and never split or cut it";
    return [`${leaf.block.path}: ${attributeOf(leaf)} must not be a damaged token, got ${show(leaf.value)}; ${fix}`];
  });
}

export function isDamagedToken(value: string | number): boolean {
  return typeof value === "number"
    ? Math.abs(value) > ENORMOUS
    : MARKER.test(value) || (value.includes("e+") && ENORMOUS_IN_TEXT.test(value));
}
