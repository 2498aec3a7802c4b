import type { Construct, IConstruct } from "constructs";
import { type AlertSet, type AlertSetProps, addAlerts } from "./alert-policy";

const defaults = new WeakMap<IConstruct, AlertSetProps>();

/** States the channels of everything in the scope: each module in it then makes the alert policies that it knows. */
export function setAlerts(scope: IConstruct, props: AlertSetProps): void {
  defaults.set(scope, props);
}

/** The nearest channels that a scope of the construct states. */
export function alertsOf(scope: IConstruct): AlertSetProps | undefined {
  const owner = scope.node.scopes.findLast((ancestor) => defaults.has(ancestor));
  return owner && defaults.get(owner);
}

/**
 * Makes the alert policies of a module inside it, if `setAlerts` was called above it.
 *
 * @param resource prefix of the names of the policies
 */
export function addDefaultAlerts(scope: Construct, resource: string, alerts: AlertSet): void {
  const props = alertsOf(scope);
  if (props) {
    addAlerts(scope, resource, alerts, props);
  }
}
