/** The resources that differ from what was applied, each with who may have changed it and whether that is accepted. */
import { glob } from "@modules/checks/glob";
import type { Json } from "@modules/checks/json";
import type { AllowedDrift } from "../../app/drift";
import { type Change, changesOf } from "./changes";
import { type Companion, setByCompanions } from "./companions";
import { eventsOf, type ManagementEvent } from "./events";
import type { StackFolder } from "./folder";

/** A resource that differs from what was applied. */
export interface Difference extends Change {
  /** Calls that may have changed it, the newest first. */
  readonly events: readonly ManagementEvent[];
  /** Exception that accepts the difference. */
  readonly allowed?: Pick<AllowedDrift, "reason" | "until">;
  /** Last day of an exception that accepted the difference. */
  readonly expired?: string;
}

/**
 * The differences of a stack.
 *
 * @param resources those whose values differ, as Terraform shows them
 * @param companions of all stacks, because one may be in another stack
 */
export async function differencesIn(
  folder: StackFolder,
  resources: readonly Json[],
  companions: readonly Companion[],
  env: NodeJS.ProcessEnv,
): Promise<Difference[]> {
  const differing = resources.map((resource) => withoutEqual(resource, companions)).filter(differs);
  const { changes } = changesOf({ resource_changes: differing });
  const region: string | undefined = folder.json().provider?.aws?.[0]?.region;
  return Promise.all(
    changes.map(async (change) => {
      const { type, change: values }: Json = differing.find(({ address }: Json) => address === change.address);
      const name = values.before?.id ?? values.after?.id;
      const traced = region !== undefined && type.startsWith("aws_") && name !== undefined;
      return { ...change, events: traced ? await eventsOf(name, region, env) : [] };
    }),
  );
}

function differs({ change }: Json): boolean {
  return JSON.stringify(change.before) !== JSON.stringify(change.after);
}

/**
 * A resource with the former values of arguments that do not really differ: providers read back an empty map or list where
 * the apply has written null, such as for a resource without tags of its own, and what companions have set.
 */
function withoutEqual(resource: Json, companions: readonly Companion[]): Json {
  const { type, change } = resource;
  const { before, after } = change;
  if (!before || !after) {
    return resource;
  }
  const plain = (value: Json) => JSON.stringify(withoutEmpty({ value }));
  const equal = (name: string) =>
    plain(before[name]) === plain(after[name]) || setByCompanions(type, name, after, companions);
  const real = Object.entries(after).filter(([name]) => !equal(name));
  return { ...resource, change: { ...change, after: { ...before, ...Object.fromEntries(real) } } };
}

function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries<Json>(value).map(([key, one]) => [key, withoutEmpty(one)] as const);
  return Object.fromEntries(entries.filter(([, one]) => !isEmpty(one)));
}

function isEmpty(value: Json): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

/** A difference with the exception that accepts it until a day, or with the last day of one that is over. */
export function judged(change: Difference, id: string, exceptions: readonly AllowedDrift[], today: string): Difference {
  const fitting = exceptions.filter(
    (one) =>
      glob(one.where).test(`${id}:${change.address}`) &&
      change.action === "change" &&
      change.changed.every((argument) => one.arguments.includes(argument)),
  );
  const valid = fitting.find(({ until }) => until >= today);
  if (valid) {
    return { ...change, allowed: { reason: valid.reason, until: valid.until } };
  }
  return fitting[0] ? { ...change, expired: fitting[0].until } : change;
}
