import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { setAccount } from "@modules/aws/account";
import { boundaryName } from "@modules/aws/security/boundary";
import type { Construct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import { EnvironmentStack, scopeName } from "./environment-stack";

export interface AwsStackOptions {
  /** @default the environment's primary region; another one ends the stack's id */
  readonly region?: string;

  /** Put roles in the environment's path and under its boundary. @default true */
  readonly capRoles?: boolean;
}

/** A state whose resources are in one region of the environment's AWS account. */
export abstract class AwsStack<E extends Environment = Environment> extends EnvironmentStack<E> {
  readonly region: string;

  constructor(
    scope: Construct,
    environment: E,
    stack: string,
    { region = environment.account.region, capRoles = true }: AwsStackOptions = {},
  ) {
    const name = region === environment.account.region ? stack : `${stack}-${region}`;
    super(scope, environment, name);
    this.region = region;
    setAccount(this, {
      id: environment.account.id,
      region,
      globalSuffix: name === stack ? "" : `-${region}`,
      roles: capRoles
        ? {
            path: rolePath(environment),
            permissionsBoundary: `arn:aws:iam::${environment.account.id}:policy/${boundaryName(scopeName(environment))}`,
          }
        : undefined,
    });
    new AwsProvider(this, "aws", {
      region,
      // A plan with the credentials of another account stops before it reads anything.
      allowedAccountIds: [environment.account.id],
      defaultTags: [{ tags: this.tags }],
    });
  }
}

/** Path of the environment's roles. */
export function rolePath(environment: Environment): string {
  return `/${scopeName(environment)}/`;
}
