import { glob } from "@modules/checks/glob";
import { isShortFor } from "@modules/core/nearest";
import { distance } from "fastest-levenshtein";

/** A filter that matches no stack, with the nearest names. */
export class SelectionError extends Error {
  override readonly name = "SelectionError";
}

/**
 * Returns a predicate for the ids that the filters name. A `*` matches any characters; no filters match every id.
 *
 * @param groups names of environments and platforms, each of which stands for the ids that begin with it
 * @throws SelectionError when a filter matches no id
 */
export function select(
  ids: readonly string[],
  filters: readonly string[],
  groups: readonly string[] = [],
): (id: string) => boolean {
  const patterns = filters.map((filter) => ({
    filter,
    pattern: glob(groups.includes(filter) ? `${filter}-*` : filter),
  }));
  const empty = patterns.filter(({ pattern }) => !ids.some((id) => pattern.test(id)));
  if (empty.length > 0) {
    const faults = empty.map(({ filter }) => `no stack is named ${filter}${suggestion(filter, [...groups, ...ids])}`);
    throw new SelectionError(faults.join("\n"));
  }
  return (id) => patterns.length === 0 || patterns.some(({ pattern }) => pattern.test(id));
}

/** Largest share of a name's letters that may differ from an id for the error to suggest it. */
const SLIP = 0.34;

/** The id that the filter may have meant; a pattern suggests a pattern. */
function suggestion(filter: string, ids: readonly string[]): string {
  const wanted = filter.replaceAll("*", "");
  // The environment or the kind of stack is often all that is wrong, so beginnings count as names.
  const names = filter.endsWith("*") ? beginnings(ids) : ids;
  const near = names
    .map((name) => {
      const whole = filter.endsWith("*") ? name.slice(0, -1) : name;
      return { name, far: isShortFor(wanted, whole) ? 0 : distance(wanted, whole) };
    })
    .filter(({ far }) => far <= wanted.length * SLIP)
    .sort((a, b) => a.far - b.far);
  return near.length > 0 ? `; did you mean ${near[0]!.name}?` : "; `pnpm synth` lists them all";
}

/** Patterns of the stacks that begin alike, such as `lp-production-*`. */
function beginnings(ids: readonly string[]): string[] {
  const prefixes = ids.flatMap((id) => {
    const words = id.split("-");
    return words.slice(1).map((_, index) => `${words.slice(0, index + 1).join("-")}-*`);
  });
  return [...new Set(prefixes)];
}
