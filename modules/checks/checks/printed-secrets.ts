/** Checks that no script in a stack writes secrets to a log. */
import { printedSecrets } from "@modules/core/printed-secrets";
import { attributeOf, leavesOf } from "../model/blocks";
import type { PreparedStack } from "../prepare";

/** Checks user data, commands of containers, and files of config maps: whatever a program there prints is kept in a log. */
export function printedSecretFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(leavesOf).flatMap((leaf) => {
    const { value, block } = leaf;
    // A single word is no script: HCP Terraform has a category "env".
    return typeof value === "string" && /\s/.test(value)
      ? printedSecrets(value).map((fault) => `${block.path}: ${attributeOf(leaf)} ${fault}`)
      : [];
  });
}
