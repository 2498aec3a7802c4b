import type { Json } from "@modules/checks/json";

/**
 * Whether a value has everything that a part states, as in vitest's `toMatchObject`: objects may have
 * further keys, lists have the same length, and asymmetric matchers such as `expect.any(Number)` and
 * `Capture` decide by themselves.
 */
export function matches(value: Json, part: Json): boolean {
  if (typeof part?.asymmetricMatch === "function") {
    return part.asymmetricMatch(value);
  }
  if (Array.isArray(part)) {
    return (
      Array.isArray(value) && value.length === part.length && part.every((inner, index) => matches(value[index], inner))
    );
  }
  if (typeof part === "object" && part !== null) {
    return (
      typeof value === "object" && value !== null && Object.keys(part).every((key) => matches(value[key], part[key]))
    );
  }
  return Object.is(value, part);
}
