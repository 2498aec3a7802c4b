/** Changes of addresses. Terraform destroys the resource at an address that disappears, with its data. */
import type { Json } from "./json";

/** Terraform JSON by stack id. */
type Stacks = Readonly<Record<string, Json>>;

/**
 * `<stack id> <address>` of the resources, sorted.
 *
 * @param types resource types to list; by default all
 */
export function resourceAddresses(stacks: Stacks, types?: readonly string[]): string[] {
  return Object.entries(stacks)
    .flatMap(([id, { resource = {} }]) =>
      (types ?? Object.keys(resource)).flatMap((type) =>
        Object.keys(resource[type] ?? {}).map((name) => `${id} ${type}.${name}`),
      ),
    )
    .sort();
}

/** Those of the former addresses that no resource has and that no `moved` or `removed` block names. */
export function lostAddresses(before: readonly string[], stacks: Stacks): string[] {
  const declared = Object.entries(stacks).flatMap(([id, { moved = [], removed = [] }]) =>
    [...moved, ...removed].map(({ from }: Json) => `${id} ${from}`),
  );
  const kept = new Set([...resourceAddresses(stacks), ...declared]);
  return before.filter((line) => !kept.has(line));
}
