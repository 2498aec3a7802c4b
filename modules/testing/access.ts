/**
 * Evaluates policies as IAM does within one account: a Deny wins, then an Allow must match in the role's policies and in
 * its permissions boundary. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { iamGlob } from "@modules/checks/glob";
import type { Json } from "@modules/checks/json";
import { list } from "@modules/checks/model/values";

/** One call of an API. */
export interface AccessRequest {
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** ARN of the resource. @default "*", for actions without resource-level permissions */
  readonly resource?: string;
  /** Condition keys with their values, such as `aws:ResourceTag/Content`. @default none */
  readonly context?: Readonly<Record<string, string>>;
}

/** Policies of a role as JSON, each a document or its text. */
export interface AccessPolicies {
  readonly policies: readonly (string | Json)[];
  /** @default no boundary */
  readonly boundary?: string | Json;
}

/**
 * Whether the policies allow a request. Policy variables and conditions on lists of values are not evaluated.
 *
 * @throws on a condition operator that is not supported, rather than guessing
 */
export function isAllowed({ policies, boundary }: AccessPolicies, request: AccessRequest): boolean {
  const own = statementsOf(policies).filter((statement) => applies(statement, request));
  const capped = boundary === undefined ? undefined : statementsOf([boundary]).filter((one) => applies(one, request));
  if ([...own, ...(capped ?? [])].some(({ Effect }) => Effect === "Deny")) {
    return false;
  }
  return own.length > 0 && (capped === undefined || capped.length > 0);
}

function statementsOf(policies: readonly (string | Json)[]): Json[] {
  return policies.flatMap((policy) => list((typeof policy === "string" ? JSON.parse(policy) : policy).Statement));
}

function applies(statement: Json, { action, resource = "*", context = {} }: AccessRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  return (
    // Names of actions are not case-sensitive.
    selects(Action, NotAction, action, { ignoreCase: true }) &&
    selects(Resource, NotResource, resource) &&
    Object.entries<Json>(Condition).every(([operator, keys]) =>
      Object.entries<Json>(keys).every(([key, values]) => holds(operator, context[key], list(values))),
    )
  );
}

function selects(included: Json, excluded: Json, value: string, options?: { readonly ignoreCase: boolean }): boolean {
  const matches = (patterns: Json) => list(patterns).some((pattern) => iamGlob(pattern, options).test(value));
  return excluded === undefined ? matches(included) : !matches(excluded);
}

const like = (pattern: string, value: string) => iamGlob(pattern).test(value);

const OPERATORS: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
};

/** A key that the request lacks fails a condition, and passes a negated one and one with IfExists. */
function holds(operator: string, value: string | undefined, patterns: readonly string[]): boolean {
  const [, type, not, kind, ifExists] = /^(String|Arn|Bool)(Not)?(Equals|Like)?(IfExists)?$/.exec(operator) ?? [];
  const matches = OPERATORS[`${type}${kind ?? ""}`];
  if (!matches) {
    throw new Error(`condition operator must be one of ${Object.keys(OPERATORS).join(", ")}, got ${operator}`);
  }
  if (value === undefined) {
    return ifExists !== undefined || not !== undefined;
  }
  const some = patterns.some((pattern) => matches(pattern, value));
  return not === undefined ? some : !some;
}
