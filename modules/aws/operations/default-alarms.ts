import type { Construct, IConstruct } from "constructs";
import { type AlarmSet, addAlarms } from "./alarm";
import type { IAlerts } from "./alerts";

/** Alerts, and what the alarms of a scope have in common. */
export interface DefaultAlerts {
  readonly alerts: IAlerts;

  /** Page with a section for each alarm, headed by the end of its name. @default none */
  readonly runbook?: string;
}

const DEFAULTS = Symbol.for("@modules/aws/alerts");

interface Owner extends IConstruct {
  [DEFAULTS]?: DefaultAlerts;
}

/** States the alerts of everything in the scope: each module in it then makes the alarms that it knows. */
export function setAlerts(scope: IConstruct, defaults: DefaultAlerts): void {
  Object.defineProperty(scope, DEFAULTS, { value: defaults, configurable: true });
}

/** The nearest alerts that a scope of the construct states. */
export function alertsOf(scope: IConstruct): DefaultAlerts | undefined {
  const owner = scope.node.scopes.findLast((ancestor: Owner) => ancestor[DEFAULTS]) as Owner | undefined;
  return owner?.[DEFAULTS];
}

/**
 * Makes the alarms of a module inside it, if `setAlerts` was called above it.
 *
 * @param resource begins the names of the alarms
 */
export function addDefaultAlarms(scope: Construct, resource: string, alarms: AlarmSet): void {
  const defaults = alertsOf(scope);
  if (defaults) {
    addAlarms(scope, resource, alarms, defaults);
  }
}
