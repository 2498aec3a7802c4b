/** The files of the stacks that faults name, for readers who know a path in the tree of constructs and not its class. */

import type { TerraformStack } from "cdktf";
import { EnvironmentStack } from "../stacks/base/environment-stack";
import { sourceOf } from "./stack-source";

/** A line for each stack that begins a path in the message, with the file of its class. */
export function faultSources(stacks: readonly TerraformStack[], message: string): string[] {
  const named = new Set(message.match(/(?<=^|[\s,])[a-z][\w-]+(?=[/: ,]|$)/gm));
  return stacks.flatMap((stack) => {
    const source = stack instanceof EnvironmentStack && named.has(stack.node.id) ? sourceOf(stack) : undefined;
    return source ? [`file: ${stack.node.id} is defined in ${source.file}`] : [];
  });
}
