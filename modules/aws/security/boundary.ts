import type { Construct } from "constructs";
import { globalArn } from "../account";
import type { Statement } from "./policy";

/** Name of the permissions boundary of an environment's roles. */
export function boundaryName(environment: string): string {
  return `${environment}-boundary`;
}

/**
 * Allows every service, and of IAM only what services need to run with the environment's roles. Without the limit
 * to these, a capped role could hand a stronger role of the account to a service, or assume it.
 *
 * @param rolePath path of the environment's roles, such as `/shop-production/`
 */
export function boundaryStatements(scope: Construct, rolePath: string): Statement[] {
  const roles = globalArn(scope, "iam", `role${rolePath}*`);
  return [
    {
      sid: "AnyService",
      notActions: ["account:*", "iam:*", "organizations:*", "sts:AssumeRole"],
      resources: ["*"],
    },
    { sid: "AssumeRoles", actions: ["sts:AssumeRole"], resources: [roles] },
    {
      sid: "ReadRoles",
      actions: ["iam:GetRole", "iam:ListAttachedRolePolicies"],
      resources: [globalArn(scope, "iam", "role/*")],
    },
    {
      sid: "HandRolesToServices",
      actions: ["iam:PassRole"],
      resources: [roles],
      conditions: { StringLike: { "iam:PassedToService": "*.amazonaws.com" } },
    },
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [globalArn(scope, "iam", "role/aws-service-role/*")],
    },
  ];
}
