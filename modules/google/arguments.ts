/** What Google Cloud accepts as arguments and the provider's schema does not say, by resource type. */
import type { ArgumentLimits } from "@modules/limits/arguments";

export const ARGUMENTS: Readonly<Record<string, ArgumentLimits>> = {};
