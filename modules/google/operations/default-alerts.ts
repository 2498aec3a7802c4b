import type { Construct, IConstruct } from "constructs";
import { type AlertSet, type AlertSetProps, addAlerts } from "./alert-policy";

const defaults = new WeakMap<IConstruct, AlertSetProps>();

/**
 * Sets the channels of everything in the scope. Modules that are created there afterwards add their default alert
 * policies.
 */
export function setAlerts(scope: IConstruct, props: AlertSetProps): void {
  defaults.set(scope, props);
}

/** The channels that `setAlerts` has set in the nearest scope of the construct. */
export function alertsOf(scope: IConstruct): AlertSetProps | undefined {
  const owner = scope.node.scopes.findLast((ancestor) => defaults.has(ancestor));
  return owner && defaults.get(owner);
}

/**
 * Adds the default alert policies of a module to it, if `setAlerts` was called for one of its scopes.
 *
 * @param resource prefix of the names of the policies
 */
export function addDefaultAlerts(scope: Construct, resource: string, alerts: AlertSet): void {
  const props = alertsOf(scope);
  if (props) {
    addAlerts(scope, resource, alerts, props);
  }
}
