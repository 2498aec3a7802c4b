import { closest } from "fastest-levenshtein";

/** A filter that matches no stack, with the nearest id and all ids. */
export class SelectionError extends Error {
  override readonly name = "SelectionError";
}

/**
 * Returns a predicate for the ids that the filters name. A `*` matches any characters; no filters match every id.
 *
 * @throws SelectionError when a filter matches no id
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
