import type { Construct, IConstruct } from "constructs";
import { type AlarmSet, addAlarms } from "./alarm";
import type { IAlerts } from "./alerts";

/** Alerts and other settings for all default alarms in a scope. */
export interface DefaultAlerts {
  readonly alerts: IAlerts;

  /** URL of a runbook with a section for each alarm, whose heading is the suffix of the alarm's name. @default none */
  readonly runbook?: string;
}

const DEFAULTS = Symbol.for("@modules/aws/alerts");

interface Owner extends IConstruct {
  [DEFAULTS]?: DefaultAlerts;
}

/** Sets the alerts of everything in the scope. Modules that are created there afterwards add their default alarms. */
export function setAlerts(scope: IConstruct, defaults: DefaultAlerts): void {
  Object.defineProperty(scope, DEFAULTS, { value: defaults, configurable: true });
}

/** The alerts that `setAlerts` has set in the nearest scope of the construct. */
export function alertsOf(scope: IConstruct): DefaultAlerts | undefined {
  const owner = scope.node.scopes.findLast((ancestor: Owner) => ancestor[DEFAULTS]) as Owner | undefined;
  return owner?.[DEFAULTS];
}

/**
 * Adds the default alarms of a module to it, if `setAlerts` was called for one of its scopes.
 *
 * @param resource prefix of the alarms' names
 */
export function addDefaultAlarms(scope: Construct, resource: string, alarms: AlarmSet): void {
  const defaults = alertsOf(scope);
  if (defaults) {
    addAlarms(scope, resource, alarms, defaults);
  }
}
