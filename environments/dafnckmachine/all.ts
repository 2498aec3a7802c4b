/** Environments of the platform, a line each. */
// biome-ignore-all lint/performance/noBarrelFile: a list of environments, which only the platform imports
export { development } from "./development";
export { production } from "./production";
export { staging } from "./staging";
