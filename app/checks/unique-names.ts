import type { Scope } from "@modules/limits/names";
import type { Json } from "../json";
import type { PreparedStack } from "../prepare";
import { type Block, blocksOf } from "./blocks";
import { NAMES } from "./limits";

/** What an account has once in a region, under no name. */
const SINGLE = new Set([
  "aws_ebs_default_kms_key",
  "aws_ebs_encryption_by_default",
  "aws_ecr_replication_configuration",
  "aws_guardduty_detector",
]);

/** No two resources of the app want one name, where the name can be had once. */
export function uniqueNameFaults(stacks: readonly PreparedStack[]): string[] {
  return [...sameNames(stacks), ...sameSettings(stacks)];
}

function sameSettings(stacks: readonly PreparedStack[]): string[] {
  const places = new Map<string, Block[]>();
  for (const block of stacks.flatMap(blocksOf)) {
    if (block.kind === "resource" && SINGLE.has(block.type)) {
      const place = `${block.type} in ${placeOf(block, "region")}`;
      (places.get(place) ?? places.set(place, []).get(place)!).push(block);
    }
  }
  return [...places]
    .filter(([, same]) => same.length > 1)
    .map(
      ([what, same]) =>
        `${same.map(({ path }) => path).join(", ")}: there is only one ${what}; let one of the environments that share it have account.createDefaults`,
    );
}

function sameNames(stacks: readonly PreparedStack[]): string[] {
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
