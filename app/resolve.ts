import type { TerraformStack } from "cdktf";
import { resolve as resolveTokens } from "cdktf/lib/_tokens";
import type { Json } from "./json";

/**
 * What cdktf's `resolve` returns, at once for what holds no token: most of a
 * stack does not, and cdktf looks at every word of it several times.
 *
 * @param preparing references to other stacks become outputs there
 */
export function resolve(stack: TerraformStack, value: Json, preparing = false): Json {
  if (typeof value === "object" && value !== null) {
    if (mayBeToken(value)) {
      return resolveTokens(stack, value, preparing);
    }
    return Array.isArray(value)
      ? value.map((item) => resolve(stack, item, preparing)).filter((item) => item !== undefined)
      : resolveEntries(stack, value, preparing);
  }
  return isPlain(value) ? value : resolveTokens(stack, value, preparing);
}

function resolveEntries(stack: TerraformStack, object: Json, preparing: boolean): Json {
  const resolved: Json = {};
  for (const key of Object.keys(object)) {
    const value = resolve(stack, object[key], preparing);
    if (value !== undefined) {
      resolved[key] = value;
    }
  }
  return resolved;
}

/** Lists and maps known later are ones of a single marked string or number; anything with a class is cdktf's to judge. */
function mayBeToken(value: Json): boolean {
  if (Array.isArray(value)) {
    return value.some((item) => typeof item !== "object" && !isPlain(item));
  }
  const prototype = Object.getPrototypeOf(value);
  return (
    (prototype !== Object.prototype && prototype !== null) ||
    typeof value.resolve === "function" ||
    Object.keys(value).some((key) => !isPlain(key))
  );
}

/** Is a string or number neither a token nor has one in it, whichever way cdktf hides them? */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return !value.includes("TfToken[") && !value.includes("e+") && !value.endsWith(" Map Token Value");
    case "number":
      return Math.abs(value) < 123456789;
    default:
      return typeof value === "boolean" || value === undefined || value === null;
  }
}
