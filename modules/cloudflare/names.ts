/** What Cloudflare accepts as names, by resource type and attribute. */
import type { NameLimits } from "@modules/limits/names";

export const NAMES: Readonly<Record<string, Readonly<Record<string, NameLimits>>>> = {};
