/** Condition operator, then key, then the value or values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** `"*"` is anyone, so it belongs beside conditions or a Deny only. */
export type Principals = "*" | Readonly<Partial<Record<"AWS" | "Service" | "Federated", string | readonly string[]>>>;

export interface Statement {
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions?: readonly string[];
  /** Every action but these; instead of `actions`. */
  readonly notActions?: readonly string[];
  /** @default none, as in a trust policy */
  readonly resources?: readonly string[];
  /** Every resource but these; instead of `resources`. */
  readonly notResources?: readonly string[];
  /** @default none, as in an identity's own policy */
  readonly principals?: Principals;
  readonly conditions?: Conditions;
}

/**
 * A policy as JSON. IAM's own variables must be written `$${aws:username}`,
 * or Terraform takes them for its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function policyDocument(...statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect = "Allow", principals, conditions, ...of }) => ({
      Sid: sid,
      Effect: effect,
      Principal: principals,
      Action: single(of.actions),
      NotAction: single(of.notActions),
      Resource: single(of.resources),
      NotResource: single(of.notResources),
      Condition: conditions,
    })),
  });
}

function single(values: readonly string[] | undefined): string | readonly string[] | undefined {
  return values?.length === 1 ? values[0] : values;
}
