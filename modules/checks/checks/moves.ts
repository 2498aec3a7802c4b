/** Checks `moved` and `removed` blocks, of which Terraform refuses some only at plan. */
import type { Json } from "../json";
import { list } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Checks that moves come from addresses that no longer exist and lead to one that does, and that nothing removed still exists. */
export function moveFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(({ stack, json, declared }) => {
    const moves = list(json.moved);
    const exists = (address: unknown) => declared.has(plain(address));
    const movesOn = (address: unknown) => moves.some(({ from }: Json) => plain(from) === plain(address));
    const path = stack.node.path;
    return [
      ...moves
        .filter(({ from, to }) => exists(from) && plain(from) !== plain(to))
        .map(
          ({ from, to }) =>
            `${path}: moved must come from an address that no resource has, got ${from}, moved to ${to}; rename the resource, or leave the move out`,
        ),
      ...moves
        .filter(({ to }) => isResource(to) && !exists(to) && !movesOn(to))
        .map(
          ({ from, to }) =>
            `${path}: moved must lead to a resource of its stack, got ${to}, moved from ${from}; correct the address, because otherwise Terraform destroys the resource`,
        ),
      ...list(json.removed)
        .filter(({ from }) => exists(from))
        .map(
          ({ from }) =>
            `${path}: removed must name an address that no resource has, got ${from}; delete the resource from the stack, or the block`,
        ),
    ];
  });
}

/** Addresses inside modules are theirs to know. */
function isResource(address: unknown): boolean {
  return !String(address).startsWith("module.");
}

/** The address without the key of an instance. */
function plain(address: unknown): string {
  return String(address).replace(/\[[^\]]*\]$/, "");
}
