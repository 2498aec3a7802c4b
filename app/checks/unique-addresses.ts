import type { PreparedStack } from "../prepare";
import { stateOfStack } from "./model/state";

/** Every construct has an address of its own. cdktf mixes blocks of one address, without a word. */
export function addressFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(({ declared }) =>
    [...declared]
      // Several configurations of one provider are the concern of the check of providers.
      .filter(([address, paths]) => paths.length > 1 && !/^provider\.[^.]+$/.test(address))
      .map(([address, paths]) => `${paths.join(", ")}: must each have an address, got ${address}; rename one`),
  );
}

/** Every stack has a folder and a state of its own. */
export function stackFaults(stacks: readonly PreparedStack[]): string[] {
  return [
    // Some file systems do not tell letters' case apart.
    ...shared(stacks, ({ id }) => `stacks/${id.toLowerCase()}`).map(
      ([folder, paths]) => `${paths}: must each have a folder, got ${folder}; ids of stacks inside stacks are global`,
    ),
    ...shared(stacks, stateOfStack).map(
      ([state, paths]) => `${paths}: must each have a state, got ${state}; give one another key or workspace`,
    ),
  ];
}

function shared(
  stacks: readonly PreparedStack[],
  keyOf: (stack: PreparedStack) => string | undefined,
): [string, string][] {
  const paths = new Map<string, string[]>();
  for (const stack of stacks) {
    const key = keyOf(stack);
    if (key !== undefined) {
      paths.set(key, [...(paths.get(key) ?? []), stack.stack.node.path]);
    }
  }
  return [...paths].filter(([, found]) => found.length > 1).map(([key, found]) => [key, found.join(", ")]);
}
