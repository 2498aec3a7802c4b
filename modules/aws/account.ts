import type { IConstruct } from "constructs";

/** Where a construct's resources are created; known at synth, so that no plan looks it up. */
export interface Account {
  readonly id: string;
  readonly region: string;
  /** Ends names that the regions of the account share, such as roles', so that each region has its own. @default "" */
  readonly globalSuffix?: string;
  /** What every role made by the stack has in common. @default nothing */
  readonly roles?: {
    /** Path they live under, such as `/shop-production/`, which policies about roles are narrowed to. */
    readonly path: string;
    /** ARN of the policy that caps them. */
    readonly permissionsBoundary: string;
  };
}

const accounts = new WeakMap<IConstruct, Account>();

/** Called once by each stack. */
export function setAccount(stack: IConstruct, account: Account): void {
  accounts.set(stack, account);
}

export function accountOf(scope: IConstruct): Account {
  const stack = scope.node.scopes.findLast((one) => accounts.has(one));
  const account = stack && accounts.get(stack);
  if (!account) {
    throw new Error(`${scope.node.path}: its stack must state an AWS account and region; call setAccount in the stack`);
  }
  return account;
}

/** A name that all regions of the account share, told apart by the region of the construct's stack. */
export function globalName(scope: IConstruct, name: string): string {
  return `${name}${accountOf(scope).globalSuffix ?? ""}`;
}

/** ARN of something in the construct's own account and region. */
export function arn(scope: IConstruct, service: string, resource: string): string {
  const { id, region } = accountOf(scope);
  return `arn:aws:${service}:${region}:${id}:${resource}`;
}

/** ARN of something in the construct's own account that has no region, such as a role. */
export function globalArn(scope: IConstruct, service: string, resource: string): string {
  return `arn:aws:${service}::${accountOf(scope).id}:${resource}`;
}
