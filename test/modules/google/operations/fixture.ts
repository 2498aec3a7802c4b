import type { IAlerts } from "@modules/google/operations/alert-channels";

/** Channels of each severity, by their names. */
export const CHANNELS: Pick<IAlerts, "channels"> = {
  channels: { critical: ["pager"], warning: ["chat"], informational: ["mail"] },
};
