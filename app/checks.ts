import { checks } from "@modules/checks/checks/all";
import type { Check } from "@modules/checks/checks/check";
import { policyCheck } from "@modules/checks/policies/policies";
import { waivers } from "./waivers";

/** The checks of a synthesis: those of any app, and the policies with this repository's waivers. */
export const appChecks: readonly Check[] = [...checks, policyCheck({ waivers })];
