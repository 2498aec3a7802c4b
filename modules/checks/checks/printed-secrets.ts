/** Checks that no script in a stack writes secrets to a log. */
import { printedSecrets } from "@modules/core/printed-secrets";
import { attributeOf, type Leaf, leavesOf } from "../model/blocks";
import type { PreparedStack } from "../prepare";

/** Checks user data, commands of containers, and files of config maps: whatever a program there prints is kept in a log. */
export function printedSecretFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(leavesOf).flatMap((leaf) => {
    const text = textOf(leaf);
    // A single word is no script: HCP Terraform has a category "env".
    return /\s/.test(text)
      ? printedSecrets(text).map((fault) => `${leaf.block.path}: ${attributeOf(leaf)} ${fault}`)
      : [];
  });
}

/** The value, or at the first argument of a command the whole command. */
function textOf({ key, value, place: { container, key: list } }: Leaf): string {
  return Array.isArray(container) && key === "0" && /^(args|command|entry_?point)$/i.test(list)
    ? container.join(" ")
    : String(value);
}
