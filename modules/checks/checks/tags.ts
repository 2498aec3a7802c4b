import { TAGS } from "@modules/aws/names";
import { attributeOf, type Block, blocksOf, type Leaf, leavesOf } from "../model/blocks";
import { isKnownText, show } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Checks tags against AWS's limits. https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export function tagFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap((stack) => [
    ...leavesOf(stack).filter(isTag).flatMap(tagFault),
    ...blocksOf(stack).flatMap((block) => countFault(block, defaultTagsOf(stack))),
  ]);
}

function isTag({ block, place }: Leaf): boolean {
  return (place.key === "tags" || place.key === "tags_all") && block.type.startsWith("aws");
}

function tagFault(leaf: Leaf): string[] {
  const { key, value } = leaf;
  const fault = (part: string, rule: string, got: unknown) => [
    `${leaf.block.path}: ${part} of tag ${attributeOf(leaf)} must be ${rule}, got ${show(got)}; change it`,
  ];
  return [
    ...(isKnownText(key) && !TAGS.key.pattern.test(key) ? fault("key", TAGS.key.rule, key) : []),
    ...(isKnownText(value) && !TAGS.value.pattern.test(value) ? fault("value", TAGS.value.rule, value) : []),
  ];
}

function countFault({ kind, type, path, attributes }: Block, defaults: readonly string[]): string[] {
  if (kind !== "resource" || !type.startsWith("aws_") || typeof attributes.tags !== "object") {
    return [];
  }
  const count = new Set([...defaults, ...Object.keys(attributes.tags)]).size;
  return count > TAGS.max
    ? [`${path}: must have at most ${TAGS.max} tags, those of its provider included, got ${count}; remove some`]
    : [];
}

function defaultTagsOf({ json }: PreparedStack): string[] {
  return Object.keys(json.provider?.aws?.[0]?.default_tags?.[0]?.tags ?? {});
}
