import type { ArgumentLimits } from "@modules/core/arguments";
import type { Json } from "../json";
import { type Block, blocksOf } from "../model/blocks";
import { ARGUMENTS } from "../model/limits";
import { isExpression, parsedJson, show, valuesAt } from "../model/values";
import type { PreparedStack } from "../prepare";

/**
 * Checks arguments against the limits of their service that the provider's schema omits, which an apply would report
 * late, and against the forms that the service returns, because every plan shows a change for another form.
 */
export function argumentFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(blocksOf).flatMap((block) => {
    const limits = block.kind === "resource" ? ARGUMENTS[block.type] : undefined;
    return limits ? limitFaults(block, limits) : [];
  });
}

type Arguments = Pick<Block, "path" | "attributes">;

/** The arguments of a block that are beyond the limits, a line each. */
export function limitFaults(block: Arguments, limits: ArgumentLimits): string[] {
  return [...valueFaults(block, limits), ...combinationFaults(block, limits), ...returnedFaults(block, limits)];
}

function valueFaults(block: Arguments, { values = {}, patterns = {}, ranges = {} }: ArgumentLimits): string[] {
  const faults = (path: string, holds: (value: Json) => boolean, rule: string) =>
    valuesAt(block.attributes, path)
      .filter((value) => !isExpression(value) && !holds(value))
      .map((value) => `${block.path}: ${path} must be ${rule}, got ${show(value)}; change it`);
  return [
    ...Object.entries(values).flatMap(([path, allowed]) =>
      faults(path, (value) => allowed.includes(value), allowed.map((one) => show(one)).join(" or ")),
    ),
    ...Object.entries(patterns).flatMap(([path, { pattern, rule }]) =>
      faults(path, (value) => pattern.test(String(value)), rule),
    ),
    ...Object.entries(ranges).flatMap(([path, [least, most]]) =>
      faults(path, (value) => Number(value) >= least && Number(value) <= most, `${least} to ${most}`),
    ),
  ];
}

function combinationFaults(block: Arguments, { exclusive = [], together = {} }: ArgumentLimits): string[] {
  const isSet = (path: string) => valuesAt(block.attributes, path).length > 0;
  return [
    ...exclusive
      .map((paths) => ({ paths, set: paths.filter(isSet) }))
      .filter(({ set }) => set.length > 1)
      .map(
        ({ paths, set }) =>
          `${block.path}: only one of ${paths.join(", ")} may be set, got ${set.join(" and ")}; leave the others out`,
      ),
    ...Object.entries(together).flatMap(([path, companions]) =>
      companions
        .filter((companion) => isSet(path) && !isSet(companion))
        .map((companion) => `${block.path}: ${companion} must be set where ${path} is, got nothing; set it`),
    ),
  ];
}

function returnedFaults({ path, attributes }: Arguments, { returned = {} }: ArgumentLimits): string[] {
  return Object.entries(returned).flatMap(([argument, { holds, rule, page }]) => {
    const values = valuesAt(attributes, argument).map(parsed);
    return values.length === 0 || values.includes(undefined) || holds(values, attributes)
      ? []
      : [
          `${path}: ${argument} must be ${rule}, got ${show(valuesAt(attributes, argument).map(text).join(", "))}; every plan would change it, see ${page}`,
        ];
  });
}

/** The value of JSON text, undefined where only Terraform can evaluate the text, and every other value as it is. */
function parsed(value: Json): Json {
  return typeof value === "string" && /^[[{]/.test(value) ? parsedJson(value) : value;
}

function text(value: Json): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
