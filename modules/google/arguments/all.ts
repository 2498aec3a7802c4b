/** Limits of the arguments of Google Cloud resources, by resource type. The services enforce them, and the provider's schema leaves them out. */
import type { ArgumentLimits } from "@modules/core/arguments";
import { COMPUTE } from "./compute";
import { CONTAINERS } from "./containers";
import { DATA } from "./data";
import { LOAD_BALANCING } from "./load-balancing";
import { NETWORK } from "./network";
import { OPERATIONS } from "./operations";
import { SECURITY } from "./security";

export const ARGUMENTS: Readonly<Record<string, ArgumentLimits>> = {
  ...COMPUTE,
  ...CONTAINERS,
  ...DATA,
  ...LOAD_BALANCING,
  ...NETWORK,
  ...OPERATIONS,
  ...SECURITY,
};
