/** Facts about a stack that its Terraform JSON does not hold. Checks and policies read them. */
import type { QuotaName } from "@modules/aws/quotas";
import type { RecoveryObjectives } from "@modules/core/recovery";
import type { GoogleQuotaName } from "@modules/google/quotas";
import type { IConstruct } from "constructs";

export interface StackFacts {
  /**
   * Name of the group of stacks whose networks are joined or may be joined, such as an environment.
   * Address ranges within a group must not overlap.
   * @default the stack's path, which is a group of one
   */
  readonly networkGroup?: string;

  /** Quotas that AWS has raised in the stack's account. @default AWS's own values, `QUOTAS` of `@modules/aws/quotas` */
  readonly quotas?: Partial<Record<QuotaName, number>>;

  /**
   * Quotas of the stack's project in Google Cloud, whose defaults Google keeps to itself. A quota that resources count
   * against must be among them.
   * @default unknown, and only quotas with a published default are compared
   */
  readonly googleQuotas?: Partial<Record<GoogleQuotaName, number>> | undefined;

  /** The stack's data must survive mistakes and outages, so that violations of all policies fail, also of those marked `unprotected`. @default false */
  readonly protectsData?: boolean;

  /**
   * Names of the roles, made by the stack, with which a pipeline plans and applies the group's stacks.
   * @default no pipeline
   */
  readonly delivery?: { readonly plan: string; readonly apply: string };

  /**
   * Ids of the service accounts, made by the stack, with which a pipeline plans and applies the group's stacks in Google
   * Cloud.
   * @default no pipeline
   */
  readonly googleDelivery?: { readonly plan: string; readonly apply: string };

  /** Promises about the data of the stack and of its network group. @default no promises */
  readonly recoveryObjectives?: RecoveryObjectives | undefined;

  /** Names of the caller's settings, for the fixes that faults suggest. */
  readonly settings?: SettingNames;
}

export interface SettingNames {
  /** Setting that holds the raised quotas, such as `account.quotas`. @default "quotas in setFacts" */
  readonly quotas?: string;

  /** Setting that holds the quotas of a project in Google Cloud. @default "googleQuotas in setFacts" */
  readonly googleQuotas?: string;

  /**
   * Setting and value that leave out a resource of which an account has one, by resource type,
   * such as `account.createDefaults: false`.
   * @default a fix without a setting: "make it in one stack"
   */
  readonly leaveOut?: Readonly<Record<string, string>>;
}

/** Global, so that facts survive a second copy of this package in one process. */
const FACTS = Symbol.for("@modules/checks/facts");

/**
 * States facts about a stack, or about all stacks below a construct.
 *
 * @example setFacts(stack, { networkGroup: "production", protectsData: true })
 */
export function setFacts(scope: IConstruct, facts: StackFacts): void {
  Object.defineProperty(scope, FACTS, { value: facts, configurable: true });
}

/** The facts of the construct and of its scopes; those of the nearest scope win. */
export function factsOf(construct: IConstruct): StackFacts {
  return Object.assign({}, ...construct.node.scopes.map((scope) => (scope as { [FACTS]?: StackFacts })[FACTS]));
}

/** Name of the stack's group, `networkGroup` of its facts; the path of a stack that has none. */
export function groupOf(stack: IConstruct): string {
  return factsOf(stack).networkGroup ?? stack.node.path;
}
