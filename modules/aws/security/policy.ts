/** Conditions by operator, then by key, with one or more values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Principals by kind. `"*"` is everyone, so use it only in a `Deny` or with conditions. */
export type Principals = "*" | Readonly<Partial<Record<"AWS" | "Service" | "Federated", string | readonly string[]>>>;

interface StatementElements {
  /** Id of the statement: letters and digits. @default none */
  readonly sid?: string;

  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";

  /** Principals, only in resource policies and trust policies. @default the identity that the policy belongs to */
  readonly principals?: Principals;

  /** Conditions of the statement. @default none */
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
 * A policy as JSON. Write IAM's own variables as `$${aws:username}`, because Terraform would interpolate
 * `${aws:username}`.
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

/** A list of one becomes its element, the shorter form. The provider compares policies by meaning, so no plan shows a change. */
function single(values: readonly string[] | undefined): string | readonly string[] | undefined {
  return values?.length === 1 ? values[0] : values;
}
