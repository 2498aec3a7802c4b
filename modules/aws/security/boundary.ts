import type { Construct } from "constructs";
import { globalArn } from "../account";
import type { Statement } from "./policy";

/** Name of the policy that caps the roles of an environment. */
export function boundaryName(name: string): string {
  return `${name}-boundary`;
}

/** Everything but identities and accounts; of identities what services need to work. */
export function boundaryStatements(scope: Construct): Statement[] {
  return [
    { sid: "AnyService", notActions: ["account:*", "iam:*", "organizations:*"], resources: ["*"] },
    {
      sid: "UseRoles",
      actions: ["iam:GetRole", "iam:ListAttachedRolePolicies", "iam:PassRole"],
      resources: [globalArn(scope, "iam", "role/*")],
    },
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [globalArn(scope, "iam", "role/aws-service-role/*")],
    },
  ];
}
