import type { Scope } from "@modules/core/names";
import type { Json } from "../json";
import type { PreparedStack } from "../prepare";
import { type Block, blocksOf } from "./model/blocks";
import { NAMES } from "./model/limits";
import { valuesAt } from "./model/resources";

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
      const [name] = valuesAt(block.attributes, attribute);
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
export function placeOf(block: Block, scope: Scope): string {
  const [type = "", alias] = String(block.attributes.provider ?? block.type.split("_")[0]).split(".");
  const { name, account, region } = CLOUDS[type] ?? CLOUDS.aws!;
  if (scope === "global") {
    return `all of ${name}`;
  }
  const provider: Json = block.stack.json.provider?.[type]?.find((one: Json) => one.alias === alias);
  const owner = account(provider ?? {}, block);
  return scope === "account" || !region
    ? owner
    : `${block.attributes.region ?? provider?.region ?? "the region"} of ${owner}`;
}

interface Cloud {
  readonly name: string;
  /** Who owns the resource, in words. */
  readonly account: (provider: Json, block: Block) => string;
  /** Has regions that keep names apart. */
  readonly region: boolean;
}

const inCluster: Cloud = {
  name: "the cluster",
  // Each cluster is configured by a reference of its own, in one stack or several of an environment.
  account: (provider) => `cluster ${JSON.stringify(provider.host ?? provider.kubernetes?.host)}`,
  region: false,
};

const CLOUDS: Readonly<Record<string, Cloud>> = {
  aws: { name: "AWS", account: ({ allowed_account_ids: ids }) => `account ${ids?.[0] ?? "(any)"}`, region: true },
  google: { name: "Google Cloud", account: ({ project }) => `project ${project ?? "(any)"}`, region: true },
  cloudflare: {
    name: "Cloudflare",
    account: (_, block) => `account ${valueIn(block, "account_id") || valueIn(block, "zone_id")}`,
    region: false,
  },
  kubernetes: inCluster,
  helm: inCluster,
};

/** A reference means something in its own stack only. */
function valueIn({ stack, attributes }: Block, attribute: string): string {
  const value = String(valuesAt(attributes, attribute)[0] ?? "");
  return value.includes("${") ? `${stack.stack.node.path} ${value}` : value;
}
