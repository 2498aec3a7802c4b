import { closest } from "fastest-levenshtein";

export class SelectionError extends Error {
  override readonly name = "SelectionError";
}

/**
 * Tells which stacks the filters name; all of them when there are none. `*`
 * stands for any characters, also several times.
 *
 * @throws SelectionError when a filter names no stack
 */
export function select(ids: readonly string[], filters: readonly string[]): (id: string) => boolean {
  const patterns = filters.map((filter) => ({ filter, pattern: glob(filter) }));
  const empty = patterns.filter(({ pattern }) => !ids.some((id) => pattern.test(id)));
  if (empty.length > 0) {
    const faults = empty.map(
      ({ filter }) => `no stack is named ${filter}; did you mean ${closest(filter.replaceAll("*", ""), [...ids])}?`,
    );
    throw new SelectionError([...faults, "The stacks are:", ...ids.map((id) => `  ${id}`)].join("\n"));
  }
  return (id) => patterns.length === 0 || patterns.some(({ pattern }) => pattern.test(id));
}

function glob(filter: string): RegExp {
  return new RegExp(
    `^${filter
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );
}
