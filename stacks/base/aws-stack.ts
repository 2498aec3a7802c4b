import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { setAccount } from "@modules/aws/account";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { setAlerts } from "@modules/aws/operations/default-alarms";
import { boundaryName } from "@modules/aws/security/boundary";
import type { Construct, IConstruct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import { alarmRunbook, EnvironmentStack, scopeName } from "./environment-stack";

export interface AwsStackOptions {
  /**
   * Region of the stack. A region other than the primary becomes a suffix of the stack's id. @default the environment's
   * primary region
   */
  readonly region?: string;

  /** Give roles the environment's path and its permissions boundary. @default true */
  readonly capRoles?: boolean;

  /** Whether all services of the stack have FIPS endpoints. https://aws.amazon.com/compliance/fips/ @default true */
  readonly hasFipsEndpoints?: boolean;
}

/** A stack in one region of the environment's AWS account. */
export abstract class AwsStack<E extends Environment = Environment> extends EnvironmentStack<E> {
  readonly region: string;

  constructor(
    scope: Construct,
    environment: E,
    stack: string,
    { region = environment.account.region, capRoles = true, hasFipsEndpoints = true }: AwsStackOptions = {},
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
      useFipsEndpoint: (environment.security.fips && hasFipsEndpoints) || undefined,
      // A plan with credentials of another account must fail before it reads a resource.
      allowedAccountIds: [environment.account.id],
      defaultTags: [{ tags: this.tags }],
    });
    const alerts = alertsOfRegions.get(scope)?.get(place(environment, region));
    if (alerts) {
      setAlerts(this, { alerts, runbook: alarmRunbook(environment) });
    }
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

/** Alerts by region, for each app. */
const alertsOfRegions = new WeakMap<IConstruct, Map<string, IAlerts>>();

/**
 * Sets the alerts of a region. Modules in stacks of this region that are created afterwards add their default alarms
 * with them.
 */
export function setRegionAlerts(stack: AwsStack, alerts: IAlerts): void {
  const scope = stack.node.scope!;
  const regions = alertsOfRegions.get(scope) ?? new Map<string, IAlerts>();
  alertsOfRegions.set(scope, regions.set(place(stack.environment, stack.region), alerts));
}

function place(environment: Environment, region: string): string {
  return `${scopeName(environment)}/${region}`;
}
