/** Permissions of the roles that plan and apply. */
import type { Construct } from "constructs";
import { globalArn, partitionArn } from "../account";
import { dnsSuffixOf } from "../partition";
import {
  CONFIGURATION_KEYS,
  CONFIGURATION_SERVICES,
  CONFIGURATION_TAG,
  DATA_ACTIONS,
  TRUST_STORE_KEYS,
} from "./data-actions";
import type { Statement } from "./policy";

interface State {
  readonly bucketArn: string;
  readonly lockTableArn: string;
  readonly keyArn: string;
}

/** Allows plans to read and lock the state, and denies them all other data of the account. */
export function stateStatements(scope: Construct, { bucketArn, lockTableArn, keyArn }: State): Statement[] {
  return [
    { actions: ["s3:ListBucket"], resources: [bucketArn] },
    { actions: ["s3:GetObject"], resources: [`${bucketArn}/*`] },
    // With `use_lockfile`, the lock is an object beside the state.
    { actions: ["s3:PutObject", "s3:DeleteObject"], resources: [`${bucketArn}/*.tflock`] },
    { actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"], resources: [lockTableArn] },
    { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [keyArn] },
    { effect: "Deny", actions: DATA_ACTIONS, notResources: [lockTableArn] },
    {
      effect: "Deny",
      actions: ["ssm:GetParameter*"],
      resources: ["*"],
      // This condition also denies parameters without the tag.
      conditions: { StringNotEquals: { "aws:ResourceTag/Content": CONFIGURATION_TAG.Content } },
    },
    {
      effect: "Deny",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      notResources: [
        `${bucketArn}/*`,
        partitionArn(scope, "s3", `*/${TRUST_STORE_KEYS}*.pem`),
        partitionArn(scope, "s3", `*/${CONFIGURATION_KEYS}*`),
      ],
    },
    {
      effect: "Deny",
      actions: ["kms:Decrypt"],
      notResources: [keyArn],
      conditions: { StringNotLike: { "kms:ViaService": CONFIGURATION_SERVICES } },
    },
  ];
}

interface RoleManagement {
  /** Path of the roles that the pipeline manages. */
  readonly rolePath: string;
  /** Permissions boundaries, one of which every role must have. */
  readonly boundaryArns: readonly string[];
  /** Services to which the pipeline may pass roles. */
  readonly passedServices: readonly string[];
  /** Regions of the EKS clusters whose identity providers the pipeline manages. */
  readonly clusterRegions: readonly string[];
}

/** Allows an apply to manage roles in one path and under a boundary, and identity providers of clusters. */
export function roleManagementStatements(
  scope: Construct,
  { rolePath, boundaryArns, passedServices, clusterRegions }: RoleManagement,
): Statement[] {
  const own = (kind: string) => globalArn(scope, "iam", `${kind}${rolePath}*`);
  return [
    {
      sid: "OnlyCappedRoles",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      resources: [own("role")],
      conditions: {
        StringEquals: { "iam:PermissionsBoundary": boundaryArns.length === 1 ? boundaryArns[0]! : boundaryArns },
      },
    },
    {
      sid: "RolesPoliciesAndProfiles",
      actions: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeleteInstanceProfile",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:DeleteRole",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:TagPolicy",
        "iam:TagRole",
        "iam:UntagInstanceProfile",
        "iam:UntagPolicy",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      resources: [own("role"), own("policy"), own("instance-profile")],
    },
    {
      sid: "ClusterIdentityProviders",
      actions: ["Create", "Delete", "Tag", "Untag"].map((verb) => `iam:${verb}OpenIDConnectProvider`),
      // These are the issuers of EKS clusters, and of GKE clusters that assume roles of this account. The host has no
      // wildcard, because a wildcard would also match a stranger's host with the same path.
      resources: [
        ...clusterRegions.map((region) => `oidc.eks.${region}.${dnsSuffixOf(region)}/id/*`),
        "container.googleapis.com/*",
      ].map((issuer) => globalArn(scope, "iam", `oidc-provider/${issuer}`)),
    },
    ...(passedServices.length > 0
      ? [
          {
            sid: "HandRolesToServices",
            actions: ["iam:PassRole"],
            resources: [own("role")],
            conditions: { StringEquals: { "iam:PassedToService": passedServices } },
          },
        ]
      : []),
    {
      // Otherwise a trust policy that names the account or this role would allow it.
      sid: "AssumeNoOtherRole",
      effect: "Deny",
      actions: ["sts:AssumeRole"],
      notResources: [own("role")],
    },
    {
      // An apply may write the policies of secrets, so it could otherwise allow itself to read a secret.
      sid: "ReadNoSecret",
      effect: "Deny",
      actions: ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"],
      resources: ["*"],
    },
    {
      sid: "ServiceLinkedRoles",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [globalArn(scope, "iam", "role/aws-service-role/*")],
    },
    // A plan refreshes resources with these; `iam:List*` actions do not support resource-level permissions.
    { sid: "Read", actions: ["iam:Get*", "iam:List*"], resources: ["*"] },
  ];
}
