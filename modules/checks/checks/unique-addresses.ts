import { stateOfStack } from "../model/state";
import { groupBy } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Checks that every construct has its own address. cdktf merges blocks of the same address silently. */
export function duplicateAddressFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(({ declared }) =>
    [...declared]
      // `missingProviderFaults` reports several configurations without an alias.
      .filter(([address, paths]) => paths.length > 1 && !/^provider\.[^.]+$/.test(address))
      .map(([address, paths]) => `${paths.join(", ")}: must have different addresses, got ${address}; rename one`),
  );
}

/** Checks that every stack has its own folder and its own state. */
export function stackFaults(stacks: readonly PreparedStack[]): string[] {
  return [
    // Some file systems ignore the case of letters.
    ...shared(stacks, ({ id }) => `stacks/${id.toLowerCase()}`).map(
      ([folder, paths]) =>
        `${paths}: must have different folders, got ${folder}; ids of stacks inside stacks are global`,
    ),
    ...shared(stacks, stateOfStack).map(
      ([state, paths]) => `${paths}: must have different states, got ${state}; give one another key or workspace`,
    ),
  ];
}

/** Keys that several stacks have, with the paths of these stacks. */
function shared(
  stacks: readonly PreparedStack[],
  keyOf: (stack: PreparedStack) => string | undefined,
): [string, string][] {
  return [...groupBy(stacks, keyOf)].flatMap(([key, group]): [string, string][] =>
    key !== undefined && group.length > 1 ? [[key, group.map(({ stack }) => stack.node.path).join(", ")]] : [],
  );
}
