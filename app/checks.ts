import { calendarWarnings, type EndWaiver } from "@modules/checks/calendar/calendar";
import { checks } from "@modules/checks/checks/all";
import type { Check } from "@modules/checks/checks/check";
import { quotaWarnings } from "@modules/checks/checks/quotas";
import type { PolicyOptions } from "@modules/checks/policies/findings";
import { policyCheck, policyWarnings } from "@modules/checks/policies/policies";
import { configFileFaults } from "@modules/config/config-file";

/**
 * The checks of a synthesis: those of any app, and the policies.
 *
 * @param further checks of this repository alone
 */
export function appChecks(options: PolicyOptions, further: readonly Check[] = []): Check[] {
  return [...checks, uniqueConfigFiles, policyCheck(options), ...further];
}

const uniqueConfigFiles: Check = (stacks) => configFileFaults(stacks.flatMap(({ constructs }) => constructs));

/** The checks whose faults a synthesis prints and survives. */
export function appWarnings(options: PolicyOptions, ends: readonly EndWaiver[]): Check[] {
  return [quotaWarnings, policyWarnings(options), calendarWarnings({ ends })];
}
