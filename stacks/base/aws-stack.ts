import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { setAccount } from "@modules/aws/account";
import { boundaryName } from "@modules/aws/security/boundary";
import type { Construct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import { EnvironmentStack, scopeName } from "./environment-stack";

export interface AwsStackOptions {
  /** Another region than the primary one also ends the stack's id. @default the environment's primary region */
  readonly region?: string;

  /** Give roles the environment's path and its permissions boundary. @default true */
  readonly capRoles?: boolean;
}

/** A stack in one region of the environment's AWS account. */
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
      // With credentials of another account, a plan fails before it reads a resource.
      allowedAccountIds: [environment.account.id],
      defaultTags: [{ tags: this.tags }],
    });
  }
}

/** IAM path of the environment's roles. */
export function rolePath(environment: Environment): string {
  return `/${scopeName(environment)}/`;
}

/** Name of the CodeBuild project that runs the pipeline's applies. */
export function runnerName({ platform, nameSuffix }: Environment): string {
  return `${platform}-runner${nameSuffix}`;
}
