import type { IConstruct } from "constructs";
import { partitionOf } from "./partition";

/** The account and region that a stack's resources are created in; known at synth, so that no plan looks them up. */
export interface Account {
  /** Account id, 12 digits. */
  readonly id: string;

  readonly region: string;

  /** Ends the names of global resources, such as roles, so that each region of the account has its own. @default "" */
  readonly globalSuffix?: string;

  /** Path and boundary of every role that the stack makes. @default path "/" and no boundary */
  readonly roles?: {
    /** Path of the roles, such as `/shop-production/`; policies about roles are narrowed to it. */
    readonly path: string;

    /** ARN of the policy that caps the roles' permissions. */
    readonly permissionsBoundary: string;
  };
}

const accounts = new WeakMap<IConstruct, Account>();

/** States the account of everything in a stack; each stack calls it once. */
export function setAccount(stack: IConstruct, account: Account): void {
  accounts.set(stack, account);
}

/** The account of a construct's stack. @throws when the stack has not called `setAccount` */
export function accountOf(scope: IConstruct): Account {
  const stack = scope.node.scopes.findLast((one) => accounts.has(one));
  const account = stack && accounts.get(stack);
  if (!account) {
    throw new Error(`${scope.node.path}: its stack must state an AWS account and region; call setAccount in the stack`);
  }
  return account;
}

/** The name of a global resource, with the suffix of the region of the construct's stack. */
export function globalName(scope: IConstruct, name: string): string {
  return `${name}${accountOf(scope).globalSuffix ?? ""}`;
}

/** ARN of a resource in the construct's own account and region. */
export function arn(scope: IConstruct, service: string, resource: string): string {
  const { id, region } = accountOf(scope);
  return `arn:${partitionOf(region)}:${service}:${region}:${id}:${resource}`;
}

/** ARN of a resource in the construct's own account that has no region, such as a role. */
export function globalArn(scope: IConstruct, service: string, resource: string): string {
  const { id, region } = accountOf(scope);
  return `arn:${partitionOf(region)}:${service}::${id}:${resource}`;
}

/** ARN of a resource that names neither account nor region, such as a bucket or a hosted zone. */
export function partitionArn(scope: IConstruct, service: string, resource: string): string {
  return `arn:${partitionOf(accountOf(scope).region)}:${service}:::${resource}`;
}

/** ARN of a policy that AWS manages, such as `AmazonSSMManagedInstanceCore`. */
export function managedPolicyArn(scope: IConstruct, name: string): string {
  return `arn:${partitionOf(accountOf(scope).region)}:iam::aws:policy/${name}`;
}
