/** A mistake in the data of environments, and what the cases change the data with. */
import type { Json } from "@modules/checks/json";
import { DOCUMENTATION_ACCOUNTS } from "../../../environments/schema/documentation-values";
import { platforms } from "../../../stacks/platforms";

/** Changes by platform and environment, such as `lp production`; a change that returns null leaves null in place of the data. */
export type Changes = Readonly<Record<string, (data: Json) => unknown>>;

/** A mistake with the lines of the answer. */
export type EnvironmentCase = readonly [name: string, changes: Changes, faults: readonly string[]];

export function rename(object: Json, from: string, to: string): void {
  object[to] = object[from];
  delete object[from];
}

/** Replaces an availability zone of a network everywhere. */
export function rezone({ availabilityZones, subnets }: Json, from: string, to: string): void {
  availabilityZones[availabilityZones.indexOf(from)] = to;
  for (const { cidrs } of Object.values<Json>(subnets)) {
    rename(cidrs, from, to);
  }
}

/** Moves an environment and the key of its state to another account. */
export function shareAccount(data: Json, id: string): void {
  data.account.id = id;
  data.state.keyArn = `arn:aws:kms:us-east-1:${id}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
}

export function developmentOf(name: string): unknown {
  return platforms.find((platform) => platform.name === name)?.environments.find((one) => one.name === "development")
    ?.data;
}

/** Account ids that an answer offers once development of FreeAgentics has given up its own. */
export const FREE_ACCOUNTS = DOCUMENTATION_ACCOUNTS.filter((id) =>
  platforms
    .flatMap(({ environments }) => environments)
    .filter(({ file }) => file !== "environments/freeagentics/development.ts")
    .every(({ data }) => (data as Json).account.id !== id),
).join(", ");
