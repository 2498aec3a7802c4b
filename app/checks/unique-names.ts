import type { Scope } from "@modules/aws/name-limits";
import { NAMES } from "@modules/aws/names";
import type { Json } from "../json";
import type { PreparedStack } from "../prepare";
import { type Block, blocksOf } from "./blocks";

/** No two resources of the app want one name, where the name can be had once. */
export function uniqueNameFaults(stacks: readonly PreparedStack[]): string[] {
  const named = new Map<string, { block: Block; words: string }[]>();
  for (const block of stacks.flatMap(blocksOf)) {
    const limits = block.kind === "resource" ? NAMES[block.type] : undefined;
    for (const [attribute, { scope = "region", type = block.type, within = [] }] of Object.entries(limits ?? {})) {
      const name = block.attributes[attribute];
      if (scope === "none" || typeof name !== "string" || name.includes("${")) {
        continue;
      }
      const place = placeOf(block, scope);
      const key = [type, name, place, ...within.map((outer) => valueIn(block, outer))].join(" ");
      const words = `${attribute} must be unique in ${place}, got ${name}`;
      (named.get(key) ?? named.set(key, []).get(key)!).push({ block, words });
    }
  }
  return [...named.values()]
    .filter((same) => same.length > 1)
    .map((same) => `${same.map(({ block }) => block.path).join(", ")}: ${same[0]!.words}; rename one`);
}

/** Where a resource counts, in words. */
export function placeOf({ stack, attributes }: Block, scope: Scope): string {
  const alias = String(attributes.provider ?? "aws").split(".")[1];
  const provider: Json = stack.json.provider?.aws?.find((one: Json) => one.alias === alias);
  const account = `account ${provider?.allowed_account_ids?.[0] ?? "(any)"}`;
  switch (scope) {
    case "global":
      return "all of AWS";
    case "account":
      return account;
    default:
      return `${provider?.region ?? "the region"} of ${account}`;
  }
}

/** A reference means something in its own stack only. */
function valueIn({ stack, attributes }: Block, attribute: string): string {
  const value = String(attributes[attribute] ?? "");
  return value.includes("${") ? `${stack.stack.node.path} ${value}` : value;
}
