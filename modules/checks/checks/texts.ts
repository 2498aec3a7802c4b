/** Checks that no text holds a value of JavaScript that was meant to be another. */
import { attributeOf, leavesOf } from "../model/blocks";
import { show } from "../model/values";
import type { PreparedStack } from "../prepare";

/** An object in a template string. */
const OBJECT = "[object Object]";

/** `undefined` or `NaN` as a whole part of a name, an ARN, a path or an address; scripts and rules may hold the words. */
const PART = /(^|[:/._@=-])(undefined|NaN)($|[:/._@-])/;

/** Texts of several lines are scripts and files, which may speak of `undefined` themselves. */
const isScript = (text: string) => text.includes("\n");

/** Checks that no text holds `undefined`, `NaN` or `[object Object]`, as a template string leaves them. */
export function textFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(leavesOf).flatMap((leaf) => {
    const { value, block } = leaf;
    if (typeof value === "number") {
      return [];
    }
    const found = value.includes(OBJECT) ? OBJECT : isScript(value) ? undefined : PART.exec(value)?.[2];
    return found
      ? [
          `${block.path}: ${attributeOf(leaf)} must not hold ${found}, got ${show(value)}; correct the value put into the text`,
        ]
      : [];
  });
}
