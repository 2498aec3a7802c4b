/** Checks that permissions boundaries let through what the policies of their roles allow. */
import { managedPolicyDocument, managedPolicyName } from "@modules/aws/security/managed-policies/table";
import { isAllowed } from "../access/evaluate";
import { type RoleAccess, rolesOf } from "../access/roles";
import type { Json } from "../json";
import { list, once } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Actions of policies that AWS maintains which a boundary may take away, with the reason. */
const UNUSED: Readonly<Record<string, string>> = {
  // The role that applies creates the service-linked role of load balancers.
  AmazonEKSClusterPolicy: "iam:CreateServiceLinkedRole",
};

/**
 * Checks every role under a boundary. An action that its policies allow and its boundary does not is refused when the
 * program first calls it, long after the apply.
 */
export function boundaryFaults(stacks: readonly PreparedStack[]): string[] {
  const cappedBy = remembered(cappedActions);
  return rolesOf(stacks).flatMap((role) => {
    const { boundary, policies, block } = role;
    const unused = unusedActions(role);
    const capped = boundary
      ? [...new Set(policies.flatMap((policy) => cappedBy(boundary, policy)))].filter((one) => !unused.has(one))
      : [];
    return capped.length > 0
      ? [
          `${block.path}: its permissions boundary must allow what its policies do, got no ${capped.slice(0, NAMED).join(", ")}${capped.length > NAMED ? ` and ${capped.length - NAMED} more` : ""}; add them to the boundary, or remove them from the role`,
        ]
      : [];
  });
}

/** Number of the actions that a fault names. */
const NAMED = 5;

function unusedActions({ awsPolicies }: RoleAccess): ReadonlySet<string> {
  return new Set(
    awsPolicies
      .filter((arn) => managedPolicyDocument(arn))
      .map((arn) => UNUSED[managedPolicyName(arn) ?? ""])
      .filter((one) => one !== undefined),
  );
}

/** Actions that no call passes through the boundary with, on the resources and under the conditions of their statement. */
function cappedActions(boundary: Json, policy: Json): string[] {
  const isFree = freeActions(boundary);
  return list(policy.Statement)
    .filter(({ Effect, Action }) => Effect === "Allow" && Action !== undefined)
    .flatMap(({ Action, Resource, Condition }) =>
      list(Action).filter((action) => {
        // Any one name stands for those that a wildcard matches: boundaries name whole services, or all names that begin alike.
        const name = action.replaceAll("*", "Any");
        const passes = (resource: string) =>
          isAllowed({ policies: [boundary] }, { action: name, resource, context: contextOf(Condition) });
        return !isFree(name) && !list(Resource).some(passes);
      }),
    );
}

/** Tells whether a boundary allows an action on every resource and under no conditions, as it does most. */
const freeActions = once((boundary: Json): ((action: string) => boolean) => {
  const statements = list(boundary.Statement);
  const free = statements.filter(({ Resource, Condition }) => list(Resource).includes("*") && !Condition);
  if (statements.some(({ Effect }) => Effect === "Deny")) {
    return () => false;
  }
  const touched = touchedServices(free);
  // Boundaries of environments differ in paths of roles only, so one answer serves all of them.
  const key = JSON.stringify(free);
  const asked = answers.get(key) ?? new Map<string, boolean>();
  answers.set(key, asked);
  return (action) => {
    if (touched && !touched.has(action.split(":", 1)[0]!)) {
      return true;
    }
    const answer = asked.get(action) ?? isAllowed({ policies: [{ Statement: free }] }, { action });
    asked.set(action, answer);
    return answer;
  };
});

/** Services of the actions that a statement with NotAction leaves out; undefined without such a statement. */
function touchedServices(statements: readonly Json[]): ReadonlySet<string> | undefined {
  const open = statements.find(({ NotAction }) => list(NotAction).every((one) => /^[\w-]+:/.test(one)) && NotAction);
  return open && new Set(list(open.NotAction).map((one) => String(one).split(":", 1)[0]!));
}

const answers = new Map<string, Map<string, boolean>>();

/** Values that fulfil the conditions of a statement, as far as equality and patterns give them. */
function contextOf(conditions: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries<Json>(conditions ?? {})
      .filter(([operator]) => /^(StringEquals|StringLike|ArnEquals|ArnLike)/.test(operator))
      .flatMap(([, keys]) => Object.entries<Json>(keys).map(([key, values]) => [key, String(list(values)[0])])),
  );
}

/** Remembers the answer for a pair of objects: many roles share a boundary, and policies of AWS. */
function remembered<T>(compute: (one: object, other: object) => T): (one: object, other: object) => T {
  const known = new WeakMap<object, WeakMap<object, T>>();
  return (one, other) => {
    const answers = known.get(one) ?? new WeakMap<object, T>();
    known.set(one, answers);
    const answer = answers.get(other) ?? compute(one, other);
    answers.set(other, answer);
    return answer;
  };
}
