import { calendarWarnings, type EndWaiver } from "@modules/checks/calendar/calendar";
import { checks } from "@modules/checks/checks/all";
import type { Check } from "@modules/checks/checks/check";
import { quotaWarnings } from "@modules/checks/checks/quotas";
import { policyCheck, policyWarnings } from "@modules/checks/policies/policies";
import type { Waiver } from "@modules/checks/policies/rule";

/** The checks of a synthesis: those of any app, and the policies with these waivers. */
export function appChecks(waivers: readonly Waiver[]): Check[] {
  return [...checks, policyCheck({ waivers })];
}

/** The checks whose faults a synthesis prints and survives. */
export function appWarnings(waivers: readonly Waiver[], ends: readonly EndWaiver[]): Check[] {
  return [quotaWarnings, policyWarnings({ waivers }), calendarWarnings({ ends })];
}
