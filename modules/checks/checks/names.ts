import { blocksOf } from "../model/blocks";
import { NAMES } from "../model/limits";
import { isKnownText, show, valuesAt } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Checks names against the lengths and characters of their service, which Terraform mostly reports at apply. */
export function nameFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(blocksOf).flatMap(({ kind, type, path, attributes }) =>
    Object.entries((kind === "resource" && NAMES[type]) || {}).flatMap(([attribute, limits]) => {
      const [name] = valuesAt(attributes, attribute);
      return isKnownText(name) && !limits.pattern.test(name)
        ? [`${path}: ${attribute} must be ${limits.rule}, got ${show(name)} (${name.length} characters); rename it`]
        : [];
    }),
  );
}
