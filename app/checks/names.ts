import { TAGS } from "@modules/aws/names";
import type { PreparedStack } from "../prepare";
import { attributeOf, type Block, blocksOf, type Leaf, leavesOf, show } from "./model/blocks";
import { NAMES } from "./model/limits";
import { valuesAt } from "./model/resources";

/** Every name is within its service's limits, which Terraform mostly meets at apply. */
export function nameFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(blocksOf).flatMap(({ kind, type, path, attributes }) =>
    Object.entries((kind === "resource" && NAMES[type]) || {}).flatMap(([attribute, limits]) => {
      const [name] = valuesAt(attributes, attribute);
      return isKnown(name) && !limits.pattern.test(name)
        ? [`${path}: ${attribute} must be ${limits.rule}, got ${show(name)} (${name.length} characters); rename it`]
        : [];
    }),
  );
}

/** Tags are within AWS's limits; https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
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
  const fault = (part: string, rule: string, got: unknown) => [
    `${leaf.block.path}: ${part} of tag ${attributeOf(leaf)} must be ${rule}, got ${show(got)}; change it`,
  ];
  return [
    ...(isKnown(leaf.key) && !TAGS.key.pattern.test(leaf.key) ? fault("key", TAGS.key.rule, leaf.key) : []),
    ...(isKnown(leaf.value) && !TAGS.value.pattern.test(leaf.value) ? fault("value", TAGS.value.rule, leaf.value) : []),
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

/** Text without a reference. */
function isKnown(value: unknown): value is string {
  return typeof value === "string" && !value.includes("${") && !value.includes("%{");
}
