import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct, type IConstruct } from "constructs";
import { accountOf, globalName } from "../account";
import { type Conditions, type Principals, policyDocument, type Statement } from "./policy";

export interface IRole extends IConstruct {
  readonly arn: string;
  readonly name: string;
}

export interface RoleProps {
  /** 1 to 64 of `A-Za-z0-9+=,.@_-`; unique in the stack's region, whose suffix it gets. */
  readonly name: string;

  /** A service such as `ecs-tasks.amazonaws.com`, or a principal with the conditions that narrow it. */
  readonly assumedBy: string | Trust;

  readonly description?: string;

  /** ARN of a policy that caps it in place of the stack's; one the pipeline may hand out. @default the stack's */
  readonly permissionsBoundary?: string;

  /** 3600 to 43200. @default 3600 */
  readonly maxSessionSeconds?: number;

  /**
   * ARNs of policies AWS maintains. Only for agents of AWS whose needs change
   * with the service, such as EKS nodes; everything else is granted.
   * @default none
   */
  readonly managedPolicies?: Readonly<Record<string, string>>;
}

export interface Trust {
  readonly principals: Exclude<Principals, "*">;
  /** @default ["sts:AssumeRole"] */
  readonly actions?: readonly string[];
  readonly conditions?: Conditions;
}

/** A role in the path and under the boundary its stack states. A service may assume it only on behalf of this account, where the service says so. */
export class Role extends Construct implements IRole {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const { name, assumedBy, description, maxSessionSeconds = 3600, managedPolicies = {} } = props;
    const { permissionsBoundary = accountOf(this).roles?.permissionsBoundary } = props;
    const trust = typeof assumedBy === "string" ? serviceTrust(this, assumedBy) : assumedBy;
    const role = new IamRole(this, "Default", {
      name: globalName(this, name),
      description,
      maxSessionDuration: maxSessionSeconds,
      path: accountOf(this).roles?.path,
      permissionsBoundary,
      assumeRolePolicy: policyDocument({ actions: ["sts:AssumeRole"], ...trust }),
    });
    for (const [policy, policyArn] of Object.entries(managedPolicies)) {
      new IamRolePolicyAttachment(this, policy, { role: role.name, policyArn });
    }
    this.arn = role.arn;
    this.name = role.name;
  }
}

/**
 * Gives a role a policy of its own, in the role's stack.
 *
 * @param id what is granted, such as `read-uploads`; unique for the role
 */
export function grant(role: IRole, id: string, ...statements: readonly Statement[]): void {
  new IamRolePolicy(role, id, { name: id, role: role.name, policy: policyDocument(...statements) });
}

/**
 * Services documented to state on whose behalf they act, which closes the confused-deputy hole. S3 is
 * not for replication, and a role it may not assume copies nothing, silently.
 */
const STATES_SOURCE_ACCOUNT = new Set([
  "backup.amazonaws.com",
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
