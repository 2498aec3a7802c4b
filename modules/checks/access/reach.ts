/** The reach of roles, whatever the circumstances: conditions of policies count as conditions of the answer. */
import type { Json } from "../json";
import { list, once } from "../model/values";
import { isAllowed } from "./evaluate";
import type { RoleAccess } from "./roles";

/** How a principal reaches a resource: always, or only when conditions on these keys hold. */
export interface Reach {
  readonly conditions: readonly string[];
}

/** Policies split by whether they have conditions. A Deny under conditions leaves something allowed. */
interface Loosened {
  /** Every Allow, without its conditions, and every Deny without any. */
  readonly loose: Json;
  /** The same without the Allows that have conditions. */
  readonly strict: Json;
  /** Every Allow, for any resource. */
  readonly anywhere: Json;
  readonly conditional: readonly Json[];
}

/** Whether a role reaches a resource with an action, by its own policies and the resource's. */
export function reachOf(role: RoleAccess, action: string, resource: string, resourcePolicy?: Json): Reach | undefined {
  const own = loosened(role.policies);
  const limit = role.boundary && loosened([role.boundary]);
  const other = resourcePolicy && loosened([forRole(resourcePolicy, role.arn)]);
  const request = { action, resource, principal: role.arn };
  if (!mentions(own, action) && !other?.loose.Statement.length) {
    return undefined;
  }
  const allowed = (which: "loose" | "strict") =>
    isAllowed({ policies: [own[which]], boundary: limit?.[which], resourcePolicy: other?.[which] }, request);
  if (!allowed("loose")) {
    return undefined;
  }
  return { conditions: allowed("strict") ? [] : keysOf([own, limit, other], request) };
}

/** The statements of a resource's policy that may be about a role. Those about everybody have a line of their own. */
function forRole(policy: Json, arn: string): Json {
  const { ofNamed, ofOthers } = aboutRoles(policy);
  return ofNamed.get(arn) ?? ofOthers;
}

/** A policy for each role that it names, and one for all others, which are most of the roles. */
const aboutRoles = once((policy: Json) => {
  const principals = (statement: Json) => list(statement.Principal?.AWS).map(String);
  const about = (arn?: string): Json => ({
    Statement: list(policy.Statement).filter(
      (statement) =>
        statement.Effect === "Deny" || principals(statement).some((one) => one === arn || /:root$|^\d{12}$/.test(one)),
    ),
  });
  const named = new Set(list(policy.Statement).flatMap(principals));
  return { ofNamed: new Map([...named].map((arn) => [arn, about(arn)])), ofOthers: about() };
});

/** The reach of principals that a resource's policy names itself, such as services, by their names. */
export function reachOfNamed(policy: Json, action: string, resource: string): Map<string, Reach> {
  const found = new Map<string, Reach>();
  for (const { names, conditions, statement } of grantsOf(policy)) {
    if (!isAllowed({ policies: [statement] }, { action, resource })) {
      continue;
    }
    for (const name of names) {
      const known = found.get(name);
      found.set(name, known?.conditions.length === 0 ? known : { conditions });
    }
  }
  return found;
}

/** The statements of a resource's policy that allow somebody something, each as a policy without its principals. */
const grantsOf = once((policy: Json) =>
  list(policy.Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .map(({ Principal, Condition, ...rest }) => ({
      names: principalsOf(Principal),
      conditions: Condition ? conditionKeys({ Condition }) : [],
      statement: { Statement: [rest] },
    })),
);

/** Services, accounts and everybody; a role that the policy names has its own line. */
function principalsOf(principal: Json): string[] {
  const aws = principal === "*" ? ["*"] : list(principal?.AWS);
  return [
    ...aws.flatMap((one) =>
      one === "*" ? ["anybody"] : /:(root|user\/.*)$|^\d{12}$/.test(one) || /:role\//.test(one) ? [] : [String(one)],
    ),
    ...list(principal?.Service).map((service) => `service ${service}`),
  ];
}

const looseOf = once((policies: readonly Json[]): Loosened => {
  const statements = policies.flatMap((policy) => list(policy.Statement));
  const narrow = ({ Condition, Resource }: Json) =>
    Condition || list(Resource).some((one) => partOf(one) !== undefined);
  const loose = statements.filter((one) => one.Effect === "Allow" || !one.Condition).map(wholly);
  return {
    loose: { Statement: loose },
    anywhere: {
      Statement: loose
        .filter(({ Effect }) => Effect === "Allow")
        .map(({ Resource, NotResource, ...rest }) => ({ ...rest, Resource: "*" })),
    },
    strict: { Statement: statements.filter((one) => (one.Effect === "Allow" ? !narrow(one) : !one.Condition)) },
    conditional: statements.filter((one) => one.Effect === "Allow" && narrow(one)),
  };
});

const mentioned = new WeakMap<Loosened, Map<string, boolean>>();

/** Whether any Allow is about the action, remembered: most roles know few of the actions. */
function mentions(own: Loosened, action: string): boolean {
  const known = mentioned.get(own) ?? new Map<string, boolean>();
  mentioned.set(own, known);
  let answer = known.get(action);
  if (answer === undefined) {
    answer = isAllowed({ policies: [own.anywhere] }, { action });
    known.set(action, answer);
  }
  return answer;
}

const single = once((policy: object): readonly Json[] => [policy]);

function loosened(policies: readonly Json[]): Loosened {
  return looseOf(policies.length === 1 ? single(policies[0]) : policies);
}

/** The pattern of keys, when a resource is only a part of a bucket's objects. */
function partOf(resource: Json): string | undefined {
  const [, keys] = /^arn:[^:]*:s3:::[^/]+\/(.+)$/.exec(String(resource)) ?? [];
  return keys === "*" ? undefined : keys;
}

/** A statement without its conditions. A part of a bucket counts as the bucket in what is allowed. */
function wholly({ Condition, Resource, ...rest }: Json): Json {
  const whole = (one: Json) => (partOf(one) === undefined ? one : String(one).replace(/(:::[^/]+\/).*$/, "$1*"));
  return Resource === undefined
    ? rest
    : { ...rest, Resource: rest.Effect === "Allow" ? list(Resource).map(whole) : Resource };
}

function keysOf(all: readonly (Loosened | undefined)[], request: { action: string; resource: string }): string[] {
  const keys = all
    .flatMap((one) => one?.conditional ?? [])
    .filter((statement) => {
      const { Principal, ...rest } = wholly(statement);
      return isAllowed({ policies: [{ Statement: [rest] }] }, request);
    })
    .flatMap((statement) => [
      ...conditionKeys(statement),
      ...list(statement.Resource)
        .map(partOf)
        .filter((part) => part !== undefined)
        .map((part) => `only ${part}`),
    ]);
  return [...new Set(keys)].sort();
}

function conditionKeys({ Condition }: Json): string[] {
  return Object.values<Json>(Condition ?? {}).flatMap((keys) => Object.keys(keys));
}
