import type { TerraformStack } from "cdktf";
import { resolve as resolveTokens } from "cdktf/lib/_tokens";
import type { Json } from "./json";

/**
 * Returns what cdktf's `resolve` returns, and copies values without tokens directly: they are
 * most of a stack, and cdktf searches each string several times.
 *
 * @param preparing whether references to other stacks become outputs of those stacks
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

/** cdktf encodes a list or map that Terraform computes as one with a single marked entry. Instances of classes are left to cdktf. */
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

/** Whether a value holds no token in any of cdktf's encodings: strings, numbers and maps. */
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
