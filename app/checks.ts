import type { EndWaiver } from "@modules/checks/calendar/calendar";
import { checks, warningChecks } from "@modules/checks/checks/all";
import type { Check } from "@modules/checks/checks/check";
import { pathStatements } from "@modules/checks/checks/path-statements";
import { recoveryCheck } from "@modules/checks/checks/recovery";
import { stateSecretCheck } from "@modules/checks/checks/state-secrets";
import type { PolicyOptions } from "@modules/checks/policies/findings";
import { policyCheck, policyWarnings } from "@modules/checks/policies/policies";
import { configFileFaults } from "@modules/config/config-file";
import type { Platform } from "../stacks/base/platform";
import { platforms as allPlatforms } from "../stacks/platforms";
import { acceptedLosses } from "./accepted-losses";
import { acceptedSecrets } from "./accepted-secrets";
import { addressCheck } from "./addresses";
import { appPaths } from "./paths";
import { appPolicies } from "./policies";

/**
 * Facts that need the stacks of all environments. A synthesis of some environments does not check them, and runs every
 * other check on the stacks that it builds. `scope` in `appChecks` turns them off.
 */
export const ONLY_TOGETHER =
  "that every exception and statement is still needed, that no environment is gone with data, and that environments in different accounts share no global name";

/**
 * The checks of a synthesis: those of any app, the policies, and those of this repository alone.
 *
 * @param environments names of the environments whose stacks are there, such as `lp-production`. @default all
 */
export function appChecks(
  platforms: readonly Platform[] = allPlatforms,
  options: PolicyOptions = appPolicies,
  environments?: readonly string[],
): Check[] {
  const scope = { partial: environments !== undefined };
  return [
    ...checks,
    uniqueConfigFiles,
    policyCheck(options, scope),
    pathStatements(appPaths(platforms), scope),
    // The ledgers and the accepted losses name environments of this repository; tests and copies have others.
    ...(platforms === allPlatforms
      ? [addressCheck(environments), recoveryCheck(acceptedLosses, scope), stateSecretCheck(acceptedSecrets, scope)]
      : []),
  ];
}

const uniqueConfigFiles: Check = (stacks) => configFileFaults(stacks.flatMap(({ constructs }) => constructs));

/** The checks whose faults a synthesis prints and survives. */
export function appWarnings(options: PolicyOptions, ends: readonly EndWaiver[]): Check[] {
  return [...warningChecks({ ends }), policyWarnings(options)];
}
