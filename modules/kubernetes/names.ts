/**
 * What Kubernetes accepts as names, by resource type and attribute. Names of objects are in
 * their `metadata`, so those are in `arguments.ts`.
 */
import { limits, type NameLimits } from "@modules/core/names";
import { LABEL } from "./patterns";

export const NAMES: Readonly<Record<string, Readonly<Record<string, NameLimits>>>> = {
  // https://helm.sh/docs/chart_template_guide/builtin_objects/: names of objects begin with it.
  helm_release: {
    name: limits(1, 53, "lower-case letters, digits and hyphens, no hyphen at either end", LABEL, {
      scope: "none",
    }),
    namespace: limits(1, 63, "lower-case letters, digits and hyphens, no hyphen at either end", LABEL, {
      scope: "none",
    }),
  },
};
