import type { Construct } from "constructs";
import { globalArn } from "../account";
import { passedServices } from "./delivery-types";
import type { Statement } from "./policy";
import { RESOURCE_ACTIONS } from "./resource-actions/table";

/** Name of the permissions boundary of an environment's roles. */
export function boundaryName(environment: string): string {
  return `${environment}-boundary`;
}

/**
 * Statements of the permissions boundary. They allow all services, and of IAM only what services need to run with the
 * environment's roles. Without this limit, a role under the boundary could pass a more powerful role of the account to
 * a service, or assume it.
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
      // AWS Config records identities, and its rules read the accounts of an organization.
      sid: "ReadIdentities",
      actions: [
        "account:GetAlternateContact",
        "iam:GenerateCredentialReport",
        "iam:Get*",
        "iam:List*",
        "organizations:Describe*",
        "organizations:List*",
      ],
      resources: ["*"],
    },
    {
      sid: "HandRolesToServices",
      actions: ["iam:PassRole"],
      resources: [roles],
      conditions: { StringEquals: { "iam:PassedToService": passedServices(Object.keys(RESOURCE_ACTIONS)) } },
    },
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [globalArn(scope, "iam", "role/aws-service-role/*")],
    },
  ];
}
