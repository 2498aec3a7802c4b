/** Checks the resources of all stacks against the quotas of their projects in Google Cloud. */
import { GOOGLE_QUOTAS, type GoogleQuota } from "@modules/google/quotas";
import { factsOf } from "../facts";
import { type GoogleQuotaUsage, googleQuotaUsages, uncountedMachines } from "../model/google-quota-counts";
import { faultOf, type QuotaRoom, type Quotas, roomOf, warningOf } from "../model/quota-room";
import { resourceGraph } from "../model/resources";
import { once } from "../model/values";
import type { PreparedStack } from "../prepare";

const usages = once((stacks: readonly PreparedStack[]) => googleQuotaUsages(resourceGraph(stacks)));
const uncounted = once((stacks: readonly PreparedStack[]) => uncountedMachines(resourceGraph(stacks)));

const quotas: Quotas<GoogleQuotaUsage> = {
  words: ({ quota }) => {
    const { words, metric }: GoogleQuota = GOOGLE_QUOTAS[quota];
    return metric ? `${words} (${metric})` : words;
  },
  limit: ({ quota, example }) => {
    const { limit }: GoogleQuota = GOOGLE_QUOTAS[quota];
    return factsOf(example.stack.stack).googleQuotas?.[quota] ?? limit;
  },
  fix: (usage) => `request a higher quota from Google and write it into ${whereOf(usage)}, or make fewer`,
};

/** Every usage of a quota. */
export function googleQuotaRooms(stacks: readonly PreparedStack[]): QuotaRoom[] {
  return usages(stacks).map((usage) => roomOf(usage, quotas));
}

/**
 * Checks that the resources of all stacks stay within the quotas of their projects when they are created, and that
 * every project whose quotas are stated states those without a published default.
 */
export function googleQuotaFaults(stacks: readonly PreparedStack[]): string[] {
  return usages(stacks).flatMap((usage) =>
    quotas.limit(usage) === undefined && factsOf(usage.example.stack.stack).googleQuotas
      ? [
          `${whereOf(usage)} must be the quota of ${usage.holder}, got none; ${askFor(usage)}, and write the number there`,
        ]
      : faultOf(usage, quotas),
  );
}

/** Quotas that do not suffice at the largest size, and machine types that count against none here, a line each. */
export function googleQuotaWarnings(stacks: readonly PreparedStack[]): string[] {
  const unknown = [...uncounted(stacks)].map(
    ([type, { stack, address }]) =>
      `warning: ${stack.id}: ${address} has the machine type ${type}, whose vCPUs count against a quota that is not checked; compare it in the console, or add the series to modules/google/quotas.ts`,
  );
  return [...unknown, ...usages(stacks).flatMap((usage) => warningOf(usage, quotas))];
}

function whereOf({ quota, example }: GoogleQuotaUsage): string {
  const setting = factsOf(example.stack.stack).settings?.googleQuotas;
  return setting
    ? `${example.stack.id}: ${setting}.${quota}`
    : `${example.stack.id}: googleQuotas.${quota} in setFacts`;
}

function askFor({ quota }: GoogleQuotaUsage): string {
  const { metric, scope }: GoogleQuota = GOOGLE_QUOTAS[quota];
  const command = scope === "region" ? "regions describe REGION" : "project-info describe";
  return `find ${metric} in \`gcloud compute ${command}\``;
}
