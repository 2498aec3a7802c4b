/** Checks that names are unique in their region, account or cloud. */
import { factsOf } from "../facts";
import { type Block, blocksOf } from "../model/blocks";
import { NAMES } from "../model/limits";
import { identityAt, placeOf } from "../model/places";
import { groupBy, isKnownText, valuesAt } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Settings of an account and region, which have no name. */
const SINGLETONS = new Set([
  "aws_ebs_default_kms_key",
  "aws_ebs_encryption_by_default",
  "aws_ecr_replication_configuration",
  "aws_guardduty_detector",
]);

/** Resources named after something outside the account, so that they cannot be renamed. */
const GIVEN_NAMES = new Set(["aws_iam_openid_connect_provider"]);

/** Checks that names are unique in their scope, and that each account and region has its settings once. */
export function uniqueNameFaults(stacks: readonly PreparedStack[]): string[] {
  return [...sameNames(stacks), ...sameSettings(stacks)];
}

function sameSettings(stacks: readonly PreparedStack[]): string[] {
  const settings = stacks.flatMap(blocksOf).filter(({ kind, type }) => kind === "resource" && SINGLETONS.has(type));
  return [...groupBy(settings, (block) => `${block.type} in ${placeOf(block, "region")}`)]
    .filter(([, same]) => same.length > 1)
    .map(([setting, same]) => `${pathsOf(same)}: there is only one ${setting}; ${leaveOut(same[0]!)}`);
}

interface Named {
  readonly block: Block;
  readonly words: string;
  readonly key: string;
}

function sameNames(stacks: readonly PreparedStack[]): string[] {
  return [...groupBy(stacks.flatMap(blocksOf).flatMap(namesOf), ({ key }) => key).values()]
    .filter((same) => same.length > 1)
    .map((same) => {
      const [{ block, words }] = same as [Named];
      const fix = GIVEN_NAMES.has(block.type) ? leaveOut(block) : "rename one";
      return `${pathsOf(same.map((one) => one.block))}: ${words}; ${fix}`;
    });
}

function namesOf(block: Block): Named[] {
  const limits = block.kind === "resource" ? NAMES[block.type] : undefined;
  return Object.entries(limits ?? {}).flatMap(
    ([attribute, { scope = "region", type = block.type, within = [] }]): Named[] => {
      const [name] = valuesAt(block.attributes, attribute);
      if (scope === "none" || !isKnownText(name)) {
        return [];
      }
      const place = placeOf(block, scope);
      const key = [type, name, place, ...within.map((outer) => identityAt(block, outer))].join(" ");
      return [{ block, key, words: `${attribute} must be unique in ${place}, got ${name}` }];
    },
  );
}

function pathsOf(blocks: readonly Block[]): string {
  return blocks.map(({ path }) => path).join(", ");
}

function leaveOut({ type, stack }: Block): string {
  const setting = factsOf(stack.stack).settings?.leaveOut?.[type];
  return setting ? `set ${setting} for all but one of them` : "make it in one stack, and refer to it from the others";
}
