import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { Pipeline } from "@modules/core/pipeline";
import { Construct } from "constructs";
import { accountOf, globalArn } from "../account";
import { boundaryName, boundaryStatements } from "./boundary";
import { CONFIGURATION_SERVICES, DATA_ACTIONS, TRUST_STORE_KEYS } from "./data-actions";
import { ISSUERS, pipelineTrust } from "./pipeline";
import { policyDocument, type Statement } from "./policy";
import { grant, type IRole, Role } from "./role";

export interface DeliveryRolesProps {
  /** Begins the names of roles and policies. */
  readonly name: string;

  readonly pipeline: Pipeline;

  /**
   * Make the pipeline's identity provider. An account has one for each issuer,
   * so of several environments in one account a single one makes it.
   * @default true
   */
  readonly createProvider?: boolean;

  /** Path of the roles the pipeline may manage, such as `/shop-production/`; its own lie outside. */
  readonly rolePath: string;

  /**
   * Further policies that may cap a role in place of the environment's, by a name
   * that stays. Each must be narrower than that one, or a role capped by it is not.
   * @default none
   */
  readonly serviceBoundaries?: Readonly<Record<string, ServiceBoundary>>;
}

/** Caps roles of one service. */
export interface ServiceBoundary {
  readonly name: string;
  /** In the scope of what makes the policy, whose account they are about. */
  readonly statements: (scope: Construct) => readonly Statement[];
}

/**
 * Roles a pipeline assumes without keys: one that can only plan, one that
 * applies. What applies can make roles, but only in one path and capped by the
 * boundary, where neither the boundary nor these roles are: it cannot raise
 * itself. So an administrator applies the stack that holds them.
 */
export class DeliveryRoles extends Construct {
  readonly plan: IRole;
  readonly apply: IRole;
  /** ARN of the policy every other role of the account must be capped by. */
  readonly boundaryArn: string;

  constructor(scope: Construct, id: string, props: DeliveryRolesProps) {
    super(scope, id);
    const { name, pipeline, rolePath, createProvider = true, serviceBoundaries = {} } = props;
    const issuer = ISSUERS[pipeline.kind];
    if (createProvider) {
      new IamOpenidConnectProvider(this, "identity-provider", {
        url: `https://${issuer.host}`,
        clientIdList: [issuer.audience],
      });
    }
    this.boundaryArn = new IamPolicy(this, "boundary", {
      name: boundaryName(name),
      description: "Caps every role of the environment; no policy of a role reaches further",
      policy: policyDocument(...boundaryStatements(this)),
    }).arn;
    const others = Object.entries(serviceBoundaries).map(
      ([boundary, { name: policyName, statements }]) =>
        new IamPolicy(this, `boundary-${boundary}`, {
          name: policyName,
          description: "Caps roles of one service; no policy of a role reaches further",
          policy: policyDocument(...statements(this)),
        }).arn,
    );
    this.plan = new Role(this, "plan", {
      name: `${name}-plan`,
      description: "Plans from any branch: reads configuration, never data",
      assumedBy: pipelineTrust(this, pipeline, "plan"),
      managedPolicies: { read: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    });
    grant(this.plan, "decrypt-configuration", {
      actions: ["kms:Decrypt"],
      resources: [`arn:aws:kms:*:${accountOf(this).id}:key/*`],
      conditions: { StringLike: { "kms:ViaService": CONFIGURATION_SERVICES } },
    });
    this.apply = new Role(this, "apply", {
      name: `${name}-apply`,
      description: "Applies approved changes",
      assumedBy: pipelineTrust(this, pipeline, "apply"),
      managedPolicies: { change: "arn:aws:iam::aws:policy/PowerUserAccess" },
    });
    grant(this.apply, "manage-capped-roles", ...this.roleManagement(rolePath, others));
  }

  /** Lets plans read the state and lock it, and keeps them from every other datum. */
  grantState(bucketArn: string, lockTableArn: string, keyArn: string): void {
    const state: Statement[] = [
      { actions: ["s3:ListBucket"], resources: [bucketArn] },
      { actions: ["s3:GetObject"], resources: [`${bucketArn}/*`] },
      // The lock of `use_lockfile` is an object beside the state.
      { actions: ["s3:PutObject", "s3:DeleteObject"], resources: [`${bucketArn}/*.tflock`] },
      { actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"], resources: [lockTableArn] },
      { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [keyArn] },
    ];
    grant(
      this.plan,
      "read-and-lock-state",
      ...state,
      { effect: "Deny", actions: DATA_ACTIONS, notResources: [lockTableArn] },
      {
        effect: "Deny",
        actions: ["s3:GetObject", "s3:GetObjectVersion"],
        notResources: [`${bucketArn}/*`, `arn:aws:s3:::*/${TRUST_STORE_KEYS}*.pem`],
      },
      {
        effect: "Deny",
        actions: ["kms:Decrypt"],
        notResources: [keyArn],
        conditions: { StringNotLike: { "kms:ViaService": CONFIGURATION_SERVICES } },
      },
    );
  }

  private roleManagement(rolePath: string, others: readonly string[]): Statement[] {
    const own = (kind: string) => globalArn(this, "iam", `${kind}${rolePath}*`);
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
          StringEquals: {
            "iam:PermissionsBoundary": others.length === 0 ? this.boundaryArn : [this.boundaryArn, ...others],
          },
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
        // Of EKS, and of clusters in Google Cloud.
        resources: ["oidc.eks.*", "container.googleapis.com/*"].map((issuer) =>
          globalArn(this, "iam", `oidc-provider/${issuer}`),
        ),
      },
      {
        sid: "HandRolesToServices",
        actions: ["iam:PassRole"],
        resources: [own("role")],
        conditions: { StringLike: { "iam:PassedToService": "*.amazonaws.com" } },
      },
      {
        sid: "ServiceLinkedRoles",
        actions: ["iam:CreateServiceLinkedRole"],
        resources: [globalArn(this, "iam", "role/aws-service-role/*")],
      },
      // What it refreshes: a list has no resource to narrow to.
      { sid: "Read", actions: ["iam:Get*", "iam:List*"], resources: ["*"] },
    ];
  }
}
