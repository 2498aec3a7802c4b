/** Parts of rules about the use of resources. */
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { usesOf } from "./uses";

/** The types that refer to a resource, for a fault. */
export function found(resource: Resource, all: Resources): string {
  const types = new Set(
    usesOf(all)
      .of(resource)
      .map(({ by }) => by.type),
  );
  return types.size === 0 ? "no reference to it" : `references of ${[...types].join(", ")} only`;
}

/** The resources of a type that an argument of a resource names. */
export function namedIn(by: Resource, argument: string, type: string, all: Resources): Resource[] {
  return usesOf(all)
    .namedIn(by, argument)
    .filter((one) => one.type === type);
}

/** Whether resources of other types than the companions refer to a resource. */
export const isUsedBeside =
  (...companions: readonly string[]): Rule["holds"] =>
  (resource, all) =>
    usesOf(all)
      .of(resource)
      .some(({ by }) => !companions.includes(by.type));

/** Resource of a mended example: a policy of a role that allows an action on the resource. */
export const grant = (action: string, resource: string) => ({
  aws_iam_role_policy: {
    it: {
      role: "shop",
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: resource }] }),
    },
  },
});
