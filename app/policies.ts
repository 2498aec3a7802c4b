import { policies } from "@modules/checks/policies/all";
import type { PolicyOptions } from "@modules/checks/policies/findings";
import { usePolicies } from "@modules/checks/policies/use/all";
import { waivers } from "./waivers";

/** Every policy, with the exceptions of this repository. */
export const appPolicies = {
  rules: [...policies, ...usePolicies],
  waivers,
  waiversFile: "app/waivers.ts",
} satisfies PolicyOptions;
