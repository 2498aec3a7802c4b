import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { checkRange, fail } from "@modules/core/checks";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountOf, globalName } from "../account";
import { type Conditions, type Principals, policyDocument, type Statement } from "./policy";

export interface IRole extends IConstruct {
  readonly arn: string;
  readonly name: string;
}

export interface RoleProps {
  /**
   * Name of the role: 1 to 64 of `A-Za-z0-9+=,.@_-`, including the `globalSuffix` of the stack's account; unique in the
   * account.
   */
  readonly name: string;

  /** A service such as `ecs-tasks.amazonaws.com`, or other principals with conditions. */
  readonly assumedBy: string | Trust;

  /** Description of the role. @default none */
  readonly description?: string;

  /** ARN of the permissions boundary. @default the boundary in the stack's account, or none */
  readonly permissionsBoundary?: string;

  /** Maximum length of a session, 3600 to 43200. @default 3600 */
  readonly maxSessionSeconds?: number;

  /**
   * ARNs of AWS managed policies, by a name. Use them for agents of AWS whose permissions change with the service, such
   * as EKS nodes; grant all other permissions.
   * @default no policies
   */
  readonly managedPolicies?: Readonly<Record<string, string>>;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<IamRoleConfig>;
}

/** Principals that may assume a role. */
export interface Trust {
  readonly principals: Exclude<Principals, "*">;
  /** Actions that the trust policy allows. @default ["sts:AssumeRole"] */
  readonly actions?: readonly string[];
  /** Conditions of the trust policy. @default none */
  readonly conditions?: Conditions;
}

export interface RoleAttributes {
  readonly arn: string;
  /** Name of the role; required when the ARN is a token. @default the last part of the ARN */
  readonly name?: string;
}

/**
 * A role in the path and under the permissions boundary of the stack's account. Services that send `aws:SourceAccount`
 * may assume it only on behalf of this account.
 */
export class Role extends Construct implements IRole {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const role = addRole(this, props);
    this.arn = role.arn;
    this.name = role.name;
  }

  /** A role that another stack or tool owns. Grants add inline policies to it. */
  static fromExisting(scope: Construct, id: string, attributes: RoleAttributes): IRole {
    return new ExistingRole(scope, id, attributes);
  }
}

/** Adds the resources of a role to a construct that acts as a role itself, such as a pod identity. */
export function addRole(scope: Construct, props: RoleProps): IamRole {
  const { name, assumedBy, description, maxSessionSeconds = 3600, managedPolicies = {}, overrides } = props;
  const { permissionsBoundary = accountOf(scope).roles?.permissionsBoundary } = props;
  checkRange(scope, "maxSessionSeconds", maxSessionSeconds, 3600, 43200);
  const trust = typeof assumedBy === "string" ? serviceTrust(scope, assumedBy) : assumedBy;
  const role = new IamRole(scope, "Default", {
    name: globalName(scope, name),
    description,
    maxSessionDuration: maxSessionSeconds,
    path: accountOf(scope).roles?.path,
    permissionsBoundary,
    assumeRolePolicy: policyDocument({ actions: ["sts:AssumeRole"], ...trust }),
    ...overrides,
  });
  for (const [policy, policyArn] of Object.entries(managedPolicies)) {
    new IamRolePolicyAttachment(scope, policy, { role: role.name, policyArn });
  }
  return role;
}

class ExistingRole extends Construct implements IRole {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { arn, name }: RoleAttributes) {
    super(scope, id);
    if (!name && Token.isUnresolved(arn)) {
      fail(this, "name", "given when the ARN is a token", name);
    }
    this.arn = arn;
    this.name = name ?? arn.split("/").at(-1)!;
  }
}

/**
 * Adds an inline policy to a role, in the role's stack.
 *
 * @param id id of the permission, such as `read-uploads`; unique in the role
 * @returns the policy, for resources whose creation needs the permission
 */
export function grant(role: IRole, id: string, ...statements: readonly Statement[]): ITerraformDependable {
  return new IamRolePolicy(role, id, { name: id, role: role.name, policy: policyDocument(...statements) });
}

/**
 * Services that are documented to send `aws:SourceAccount`, which prevents the confused-deputy problem. For S3
 * replication this is not documented, and S3 silently copies nothing when it cannot assume its role.
 */
const STATES_SOURCE_ACCOUNT = new Set([
  "backup.amazonaws.com",
  "codebuild.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "dlm.amazonaws.com",
  "scheduler.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
]);

function serviceTrust(scope: Construct, service: string): Trust {
  return {
    principals: { Service: service },
    conditions: STATES_SOURCE_ACCOUNT.has(service)
      ? { StringEquals: { "aws:SourceAccount": accountOf(scope).id } }
      : undefined,
  };
}
