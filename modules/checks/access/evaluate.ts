/**
 * Evaluates policies as IAM does. A Deny in any policy wins. Then the identity's policies or the resource's policy must
 * allow the request, across accounts both, and so must the permissions boundary and the policies of the session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { Json } from "../json";
import { list } from "../model/values";
import { type Context, cachedGlob, conditionsHold, contextOf, substituted } from "./conditions";
import { type PolicyDocument, statementsAbout } from "./statements";

/** One call of an API. */
export interface AccessRequest {
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** ARN of the resource. @default "*", for actions without resource-level permissions */
  readonly resource?: string;
  /** ARN of the role or user that calls, or the name of a service. @default an identity that no resource's policy names */
  readonly principal?: string;
  /** Condition keys with their values, such as `aws:ResourceTag/Content`. @default the keys that follow from `principal` */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The policies that decide on a request. */
export interface AccessPolicies {
  /** Policies of the identity, inline and attached. */
  readonly policies: readonly PolicyDocument[];
  /** @default no boundary */
  readonly boundary?: PolicyDocument;
  /** Policies that were passed when the session began. @default no limit */
  readonly sessionPolicies?: readonly PolicyDocument[];
  /** Policy of the resource, such as a bucket's, or the trust policy of a role. @default none */
  readonly resourcePolicy?: PolicyDocument;
  /** Account that owns the resource. @default the principal's */
  readonly resourceAccount?: string;
}

/**
 * Whether the policies allow a request.
 *
 * @throws on a condition operator that is not supported, rather than guessing
 */
export function isAllowed(policies: AccessPolicies, request: AccessRequest): boolean {
  return decisionOf(policies, request) === "allowed";
}

/** `denied` is a Deny that matches, `not allowed` the lack of an Allow. */
export type Decision = "allowed" | "denied" | "not allowed";

/** Decides on a request. @throws on a condition operator that is not supported */
export function decisionOf(access: AccessPolicies, request: AccessRequest): Decision {
  const { boundary, sessionPolicies, resourcePolicy } = access;
  const call: Call = { resource: "*", ...request, keys: contextOf({ ...principalKeys(request), ...request.context }) };
  const own = matching(access.policies, call);
  const caps = [boundary && [boundary], sessionPolicies]
    .filter((one) => one !== undefined)
    .map((one) => matching(one, call));
  const named = resourcePolicy === undefined ? [] : matching([resourcePolicy], call).filter((one) => names(one, call));
  if ([...own, ...caps.flat(), ...named].some(({ Effect }) => Effect === "Deny")) {
    return "denied";
  }
  const granted = grants(access, call, own, named);
  return granted && caps.every((cap) => cap.length > 0) ? "allowed" : "not allowed";
}

interface Call extends AccessRequest {
  readonly resource: string;
  readonly keys: Context;
}

/** Keys that IAM derives from the caller. */
function principalKeys({ principal = "" }: AccessRequest): Record<string, string> {
  const account = accountIn(principal);
  return account ? { "aws:PrincipalArn": principal, "aws:PrincipalAccount": account } : {};
}

function accountIn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}

/** Services that consult only their resource's policy, unless it hands the decision to the account. */
const DECIDED_BY_RESOURCE = /^(kms:|sts:AssumeRole)/i;

function grants(
  { resourcePolicy, resourceAccount }: AccessPolicies,
  call: Call,
  own: readonly Json[],
  named: readonly Json[],
) {
  const account = accountIn(call.principal ?? "");
  const direct = named.some((one) => !isDelegation(one, account));
  if (resourceAccount !== undefined && resourceAccount !== account) {
    return own.length > 0 && named.length > 0;
  }
  if (resourcePolicy !== undefined && DECIDED_BY_RESOURCE.test(call.action)) {
    return direct || (named.length > 0 && own.length > 0);
  }
  return own.length > 0 || direct;
}

/** Whether a statement names only the account, which lets the account's own policies decide. */
function isDelegation({ Principal }: Json, account: string | undefined): boolean {
  return (
    Principal !== "*" &&
    account !== undefined &&
    list(Principal?.AWS).length > 0 &&
    list(Principal.AWS).every((one) => one === account || new RegExp(`^arn:[^:]*:iam::${account}:root$`).test(one))
  );
}

function matching(policies: readonly PolicyDocument[], call: Call): Json[] {
  return policies.flatMap((policy) =>
    statementsAbout(policy, call.action).filter((statement) => applies(statement, call)),
  );
}

/** Whether a statement about the action of a call holds for its resource and conditions. */
function applies({ Resource, NotResource, Condition }: Json, { resource, keys }: Call): boolean {
  const isResource = (pattern: string) => {
    const known = substituted(pattern, keys);
    return known !== undefined && cachedGlob(known).test(resource);
  };
  return (
    // A trust policy has no resource: it is the role's.
    (NotResource === undefined
      ? Resource === undefined || list(Resource).some(isResource)
      : !list(NotResource).some(isResource)) && conditionsHold(Condition, keys)
  );
}

/** Whether the statement of a resource's policy is about the caller. */
function names({ Principal, NotPrincipal }: Json, { principal = "" }: Call): boolean {
  const isNamed = (principals: Json): boolean =>
    principals === "*" ||
    Object.values<Json>(principals ?? {})
      .flatMap(list)
      .some((one) => one === "*" || one === principal || isAccountOf(one, principal));
  return NotPrincipal === undefined ? isNamed(Principal) : !isNamed(NotPrincipal);
}

function isAccountOf(name: string, principal: string): boolean {
  const account = accountIn(principal);
  return account !== undefined && (name === account || new RegExp(`^arn:[^:]*:iam::${account}:root$`).test(name));
}
