/** Limits of all clouds, merged into one table for names and one for other arguments. */
import { ARGUMENTS as AWS_ARGUMENTS } from "@modules/aws/arguments";
import { NAMES as AWS_NAMES } from "@modules/aws/names";
import { ARGUMENTS as CLOUDFLARE_ARGUMENTS } from "@modules/cloudflare/arguments";
import { NAMES as CLOUDFLARE_NAMES } from "@modules/cloudflare/names";
import type { ArgumentLimits } from "@modules/core/arguments";
import type { NameLimits } from "@modules/core/names";
import { ARGUMENTS as GOOGLE_ARGUMENTS } from "@modules/google/arguments/all";
import { NAMES as GOOGLE_NAMES } from "@modules/google/names";
import { ARGUMENTS as KUBERNETES_ARGUMENTS } from "@modules/kubernetes/arguments";
import { NAMES as KUBERNETES_NAMES } from "@modules/kubernetes/names";

/** Limits of names, by resource type and attribute. */
export const NAMES: Readonly<Record<string, Readonly<Record<string, NameLimits>>>> = {
  ...AWS_NAMES,
  ...CLOUDFLARE_NAMES,
  ...GOOGLE_NAMES,
  ...KUBERNETES_NAMES,
};

/** Limits of other arguments and the forms in which services return arguments, by resource type. */
export const ARGUMENTS: Readonly<Record<string, ArgumentLimits>> = {
  ...AWS_ARGUMENTS,
  ...CLOUDFLARE_ARGUMENTS,
  ...GOOGLE_ARGUMENTS,
  ...KUBERNETES_ARGUMENTS,
};
