/** Condition operator, then key, then the value or values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** `"*"` is everyone, so it belongs in a `Deny` or beside conditions. */
export type Principals = "*" | Readonly<Partial<Record<"AWS" | "Service" | "Federated", string | readonly string[]>>>;

interface StatementElements {
  /** Letters and digits. @default no id */
  readonly sid?: string;

  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";

  /** Only in policies of resources and trust policies. @default the identity that the policy belongs to */
  readonly principals?: Principals;

  /** @default no conditions */
  readonly conditions?: Conditions;
}

/** The actions of a statement, or `notActions`: every action except these. */
type Actions =
  | { readonly actions: readonly string[]; readonly notActions?: never }
  | { readonly actions?: never; readonly notActions: readonly string[] };

/** The resources of a statement, or `notResources`: every resource except these. A trust policy has neither. */
type Resources =
  | { readonly resources?: readonly string[]; readonly notResources?: never }
  | { readonly resources?: never; readonly notResources: readonly string[] };

/** One statement of a policy. */
export type Statement = StatementElements & Actions & Resources;

/**
 * A policy as JSON. IAM's own variables are written `$${aws:username}`, because
 * Terraform would interpolate `${aws:username}`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function policyDocument(...statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect = "Allow", principals, conditions, ...scope }) => ({
      Sid: sid,
      Effect: effect,
      Principal: principals,
      Action: single(scope.actions),
      NotAction: single(scope.notActions),
      Resource: single(scope.resources),
      NotResource: single(scope.notResources),
      Condition: conditions,
    })),
  });
}

/** IAM returns a list of one as its element, and every plan would show the difference. */
function single(values: readonly string[] | undefined): string | readonly string[] | undefined {
  return values?.length === 1 ? values[0] : values;
}
