/**
 * Limits of names in Kubernetes, by resource type and attribute. The names of Kubernetes objects are in `metadata`, so
 * their limits are in `arguments.ts`.
 */
import { limits, type NameLimits } from "@modules/core/names";
import { LABEL } from "./patterns";

export const NAMES: Readonly<Record<string, Readonly<Record<string, NameLimits>>>> = {
  // The names of a release's objects begin with its name: https://helm.sh/docs/chart_template_guide/builtin_objects/.
  helm_release: {
    name: limits(1, 53, "lower-case letters, digits and hyphens, no hyphen at either end", LABEL, {
      scope: "none",
    }),
    namespace: limits(1, 63, "lower-case letters, digits and hyphens, no hyphen at either end", LABEL, {
      scope: "none",
    }),
  },
};
