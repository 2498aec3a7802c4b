import type { ArgumentLimits } from "@modules/core/arguments";
import type { Json } from "../json";
import type { PreparedStack } from "../prepare";
import { type Block, blocksOf, show } from "./model/blocks";
import { ARGUMENTS } from "./model/limits";

/** Arguments are what their service takes, where the provider's schema does not say and only an apply would tell. */
export function argumentFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(blocksOf).flatMap((block) => {
    const limits = block.kind === "resource" ? ARGUMENTS[block.type] : undefined;
    return limits ? limitFaults(block, limits) : [];
  });
}

type Arguments = Pick<Block, "path" | "attributes">;

/** What of the arguments is beyond the limits, a line each. */
export function limitFaults(block: Arguments, limits: ArgumentLimits): string[] {
  return [...valueFaults(block, limits), ...combinationFaults(block, limits)];
}

function valueFaults(block: Arguments, { values = {}, patterns = {}, ranges = {} }: ArgumentLimits): string[] {
  const faults = (path: string, holds: (value: Json) => boolean, rule: string) =>
    knownAt(block, path)
      .filter((value) => !holds(value))
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
  const isSet = (path: string) => valuesAt(block.attributes, path.split(".")).length > 0;
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

function knownAt({ attributes }: Arguments, path: string): Json[] {
  return valuesAt(attributes, path.split(".")).filter((value) => !isReference(value));
}

/** Every value at a path; `*` is any key, and lists are looked into wherever they stand. */
function valuesAt(value: Json, path: readonly string[]): Json[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => valuesAt(item, path));
  }
  const [key, ...rest] = path;
  if (key === undefined) {
    return value === undefined || value === null ? [] : [value];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return (key === "*" ? Object.values(value) : [value[key]]).flatMap((inner) => valuesAt(inner, rest));
}

function isReference(value: unknown): boolean {
  return typeof value === "string" && (value.includes("${") || value.includes("%{"));
}
