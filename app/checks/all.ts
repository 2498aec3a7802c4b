import type { Check } from "./check";

export const checks: readonly Check[] = [];
