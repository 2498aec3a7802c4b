/** What Google Cloud accepts as arguments and the provider's schema does not say, by resource type. */
import type { ArgumentLimits } from "@modules/core/arguments";
import { COMPUTE } from "./arguments/compute";
import { CONTAINERS } from "./arguments/containers";
import { DATA } from "./arguments/data";
import { LOAD_BALANCING } from "./arguments/load-balancing";
import { NETWORK } from "./arguments/network";
import { SECURITY } from "./arguments/security";

export const ARGUMENTS: Readonly<Record<string, ArgumentLimits>> = {
  ...COMPUTE,
  ...CONTAINERS,
  ...DATA,
  ...LOAD_BALANCING,
  ...NETWORK,
  ...SECURITY,
};
