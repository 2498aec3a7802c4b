import { check, checkPattern } from "@modules/core/checks";
import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { partitionOf } from "./partition";

/**
 * The account and region that a stack's resources are created in; known at synthesis, so that a plan needs no lookup.
 */
export interface Account {
  /** Account id, 12 digits. */
  readonly id: string;

  /** Region such as `us-east-1`, known at synthesis, because it determines the partition of every ARN. */
  readonly region: string;

  /**
   * Suffix of the names of global resources, such as roles, which must differ between the regions of an account.
   * @default ""
   */
  readonly globalSuffix?: string;

  /** Path and permissions boundary of every role that the stack creates. @default path "/" and no boundary */
  readonly roles?: {
    /** Path of the roles, such as `/shop-production/`; policies can limit permissions on roles to this path. */
    readonly path: string;

    /** ARN of the permissions boundary, a policy that limits the roles' permissions. */
    readonly permissionsBoundary: string;
  };
}

/** The symbol is global, so that a second copy of this package in the process finds the account, too. */
const ACCOUNT = Symbol.for("@modules/aws/account");

type Owner = IConstruct & { readonly [ACCOUNT]?: Account };

/**
 * Sets the account and region for all constructs of a stack, or of every stack of an app.
 *
 * @example setAccount(stack, { id: "111122223333", region: "eu-west-1" })
 */
export function setAccount(scope: IConstruct, account: Account): void {
  const { id, region } = account;
  checkPattern(scope, "account.id", id, /^\d{12}$/, "12 digits");
  check(scope, !Token.isUnresolved(region), "account.region", "known at synth", "a token");
  checkPattern(scope, "account.region", region, /^[a-z]{2,4}(-[a-z]+)+-\d$/, "a region such as us-east-1");
  Object.defineProperty(scope, ACCOUNT, { value: account, configurable: true });
}

/** The account of a construct's stack. @throws when neither the stack nor the app has called `setAccount` */
export function accountOf(scope: IConstruct): Account {
  const owner = scope.node.scopes.findLast((ancestor: Owner) => ancestor[ACCOUNT]) as Owner | undefined;
  const account = owner?.[ACCOUNT];
  if (!account) {
    throw new Error(`${scope.node.path}: its stack must state an AWS account and region; call setAccount in the stack`);
  }
  return account;
}

/** Name of a global resource, with the `globalSuffix` of the account of the construct's stack. */
export function globalName(scope: IConstruct, name: string): string {
  return `${name}${accountOf(scope).globalSuffix ?? ""}`;
}

/** ARN of a resource in the construct's own account. @param region `*` for all regions; by default the stack's */
export function arn(
  scope: IConstruct,
  service: string,
  resource: string,
  region: string = accountOf(scope).region,
): string {
  const { id, region: own } = accountOf(scope);
  return `arn:${partitionOf(own)}:${service}:${region}:${id}:${resource}`;
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
