import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { Pipeline } from "@modules/core/pipeline";
import { Construct } from "constructs";
import { accountOf, arn } from "../account";
import { boundaryName, boundaryStatements } from "./boundary";
import { CONFIGURATION_SERVICES } from "./data-actions";
import { roleManagementStatements, stateStatements } from "./delivery-statements";
import { changeStatements, passedServices, refreshStatements } from "./delivery-types";
import { ISSUERS, pipelineTrust } from "./pipeline-trust";
import { policyDocument, type Statement } from "./policy";
import { grant, type IRole, Role } from "./role";

/**
 * Maximum session of the role for applies, in seconds: four hours. A multi-AZ database with its replicas takes one
 * hour, a cluster half an hour. Credentials that expire during an apply would leave a lock and an unwritten state
 * behind.
 */
export const APPLY_SESSION_SECONDS = 4 * 3600;

export interface DeliveryRolesProps {
  /** Prefix of the names of roles and policies. */
  readonly name: string;

  readonly pipeline: Pipeline;

  /**
   * Create the IAM identity provider of the pipeline's issuer. An account can have one provider for each issuer, so set
   * it to true in only one of the environments that share an account.
   * @default true
   */
  readonly createProvider?: boolean;

  /**
   * Path of the roles that the pipeline may manage, such as `/shop-production/`. The pipeline's own roles are outside
   * it.
   */
  readonly rolePath: string;

  /** Regions of the EKS clusters whose identity providers the pipeline manages. @default the account's region */
  readonly clusterRegions?: readonly string[];

  /**
   * Permissions boundaries that a role may have instead of the environment's boundary, by a construct id. Each must
   * allow less than the environment's.
   * @default {}
   */
  readonly serviceBoundaries?: Readonly<Record<string, ServiceBoundary>>;

  /** Arguments of both roles that replace what this module sets. @default none */
  readonly overrides?: Partial<IamRoleConfig>;
}

/** A permissions boundary for the roles of one service. */
export interface ServiceBoundary {
  /** Name of the IAM policy. */
  readonly name: string;
  /** Statements of the policy; the ARNs in them are built in the given scope. */
  readonly statements: (scope: Construct) => readonly Statement[];
}

/**
 * Two roles that a pipeline assumes with a web identity token: one plans, the other applies. `allowTypes` sets the
 * types of resources that they may manage. The role for applies may create roles only in one path and under a
 * permissions boundary. The boundary and these two roles are outside the path, so the pipeline cannot extend its own
 * permissions; an administrator must apply their stack.
 */
export class DeliveryRoles extends Construct {
  readonly plan: IRole;
  readonly apply: IRole;
  /** ARN of the permissions boundary that the pipeline must set on every role it creates. */
  readonly boundaryArn: string;

  private readonly boundaryArns: readonly string[];
  private readonly props: Required<Pick<DeliveryRolesProps, "name" | "rolePath" | "clusterRegions">>;

  constructor(scope: Construct, id: string, props: DeliveryRolesProps) {
    super(scope, id);
    const { name, pipeline, rolePath, createProvider = true, serviceBoundaries = {} } = props;
    const { clusterRegions = [accountOf(this).region], overrides } = props;
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
      policy: policyDocument(...boundaryStatements(this, rolePath)),
    }).arn;
    const serviceBoundaryArns = Object.entries(serviceBoundaries).map(
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
      overrides,
    });
    grant(this.plan, "decrypt-configuration", {
      actions: ["kms:Decrypt"],
      resources: [arn(this, "kms", "key/*", "*")],
      conditions: { StringLike: { "kms:ViaService": CONFIGURATION_SERVICES } },
    });
    this.apply = new Role(this, "apply", {
      name: `${name}-apply`,
      description: "Applies approved changes",
      assumedBy: pipelineTrust(this, pipeline, "apply"),
      maxSessionSeconds: APPLY_SESSION_SECONDS,
      overrides,
    });
    this.boundaryArns = [this.boundaryArn, ...serviceBoundaryArns];
    this.props = { name, rolePath, clusterRegions };
  }

  /**
   * Allows plans to refresh resources of these types, and applies to create, change and delete them. Without this call
   * the roles have no such permission. Call it after all stacks are defined, because it needs the types of all of them.
   *
   * @param types resource types such as `aws_vpc` in the stacks of the environment
   * @throws when a type is not in `RESOURCE_ACTIONS`
   */
  allowTypes(types: readonly string[]): void {
    const { name, rolePath, clusterRegions } = this.props;
    const all = [...types, "aws_iam_policy", "aws_iam_role_policy_attachment"];
    for (const [group, statements] of refreshStatements(this, all)) {
      this.attach(this.plan, `read-${group}`, `${name}-read-${group}`, "Reads configuration, to plan", statements);
    }
    this.attach(this.apply, "change", `${name}-change`, "Changes what the stacks contain", changeStatements(this, all));
    grant(
      this.apply,
      "manage-capped-roles",
      ...roleManagementStatements(this, {
        rolePath,
        boundaryArns: this.boundaryArns,
        passedServices: passedServices(all),
        clusterRegions,
      }),
    );
  }

  private attach(role: IRole, id: string, name: string, description: string, statements: readonly Statement[]): void {
    const { arn: policyArn } = new IamPolicy(this, id, { name, description, policy: policyDocument(...statements) });
    new IamRolePolicyAttachment(this, `${id}-attachment`, { role: role.name, policyArn });
  }

  /** Allows plans to read and lock the state, and denies them all other data of the account. */
  grantState(bucketArn: string, lockTableArn: string, keyArn: string): void {
    grant(this.plan, "read-and-lock-state", ...stateStatements(this, { bucketArn, lockTableArn, keyArn }));
  }
}
