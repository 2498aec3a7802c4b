import type { Construct } from "constructs";
import { globalArn } from "../account";
import type { Statement } from "./policy";

/** Name of the permissions boundary of an environment's roles. */
export function boundaryName(environment: string): string {
  return `${environment}-boundary`;
}

/** Allows every service, and of IAM only what services need to run with the roles they are given. */
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
