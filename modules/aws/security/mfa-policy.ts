import { IamPolicy, type IamPolicyConfig } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { globalName } from "../account";
import { policyDocument } from "./policy";

export interface MfaPolicyProps {
  /** Name of the policy: 1 to 128 of `A-Za-z0-9+=,.@_-`, unique in the account. */
  readonly name: string;

  /** Names of roles that people assume. */
  readonly roles: readonly string[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<IamPolicyConfig>;
}

/**
 * Denies everything to people who assumed a role without multi-factor authentication. AWS sets
 * `aws:MultiFactorAuthPresent` only in sessions of IAM users: an identity provider, such as IAM Identity Center, must
 * require the second factor itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export class MfaPolicy extends Construct {
  constructor(scope: Construct, id: string, props: MfaPolicyProps) {
    super(scope, id);
    const { name, roles, overrides } = props;
    const policy = new IamPolicy(this, "Default", {
      name: globalName(this, name),
      description: "Denies everything without multi-factor authentication",
      policy: policyDocument({
        sid: "RequireMfa",
        effect: "Deny",
        actions: ["*"],
        resources: ["*"],
        conditions: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      }),
      ...overrides,
    });
    for (const role of roles) {
      new IamRolePolicyAttachment(this, role, { role, policyArn: policy.arn });
    }
  }
}
