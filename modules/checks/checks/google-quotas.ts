/** Checks the resources of all stacks against the quotas of their projects in Google Cloud. */
import { GOOGLE_QUOTAS, type GoogleQuota } from "@modules/google/quotas";
import { factsOf } from "../facts";
import { type GoogleQuotaUsage, googleQuotaUsages, uncountedMachines } from "../model/google-quota-counts";
import { resourceGraph } from "../model/resources";
import { once } from "../model/values";
import type { PreparedStack } from "../prepare";

const usages = once((stacks: readonly PreparedStack[]) => googleQuotaUsages(resourceGraph(stacks)));
const uncounted = once((stacks: readonly PreparedStack[]) => uncountedMachines(resourceGraph(stacks)));

/** The usage of a quota, and how much the project has. */
export interface GoogleQuotaRoom extends Omit<GoogleQuotaUsage, "quota"> {
  /** The resources that count, in words. */
  readonly words: string;
  /** @default the project's own, which no environment states */
  readonly limit?: number;
  /** Change that makes room. @default the largest size fits */
  readonly remedy?: string;
}

/** Every usage of a quota. */
export function googleQuotaRooms(stacks: readonly PreparedStack[]): GoogleQuotaRoom[] {
  return usages(stacks).map((usage) => {
    const { quota, ...rest } = usage;
    const limit = limitOf(usage);
    return {
      ...rest,
      words: `${GOOGLE_QUOTAS[quota].words}${metricOf(quota)}`,
      ...(limit !== undefined && { limit }),
      ...(limit !== undefined && usage.peak > limit && { remedy: fixOf(usage) }),
    };
  });
}

/**
 * Checks that the resources of all stacks stay within the quotas of their projects when they are created, and that
 * every project whose quotas are stated states those without a published default.
 */
export function googleQuotaFaults(stacks: readonly PreparedStack[]): string[] {
  return usages(stacks).flatMap((usage) => {
    const limit = limitOf(usage);
    if (limit === undefined) {
      return factsOf(usage.example.stack.stack).googleQuotas
        ? [
            `${whereOf(usage)} must be the quota of ${usage.holder}, got none; ${askFor(usage)}, and write the number there`,
          ]
        : [];
    }
    return usage.count > limit ? [`${line(usage, limit)}; ${fixOf(usage)}`] : [];
  });
}

/** Quotas that do not suffice at the largest size, and machine types that count against none here, a line each. */
export function googleQuotaWarnings(stacks: readonly PreparedStack[]): string[] {
  const unknown = [...uncounted(stacks)].map(
    ([type, { stack, address }]) =>
      `warning: ${stack.id}: ${address} has the machine type ${type}, whose vCPUs count against a quota that is not checked; compare it in the console, or add the series to modules/google/quotas.ts`,
  );
  const tight = usages(stacks).flatMap((usage) => {
    const limit = limitOf(usage);
    return limit !== undefined && usage.count <= limit && usage.peak > limit
      ? [`warning: ${line(usage, limit)}, and ${usage.peak} when everything has scaled out; ${fixOf(usage)}`]
      : [];
  });
  return [...unknown, ...tight];
}

function limitOf({ quota, example }: GoogleQuotaUsage): number | undefined {
  const { limit }: GoogleQuota = GOOGLE_QUOTAS[quota];
  return factsOf(example.stack.stack).googleQuotas?.[quota] ?? limit;
}

function fixOf(usage: GoogleQuotaUsage): string {
  return `have Google raise it and say so in ${whereOf(usage)}, or make fewer`;
}

function whereOf({ quota, example }: GoogleQuotaUsage): string {
  const setting = factsOf(example.stack.stack).settings?.googleQuotas;
  return setting
    ? `${example.stack.id}: ${setting}.${quota}`
    : `${example.stack.id}: googleQuotas.${quota} in setFacts`;
}

function line({ quota, holder, count }: GoogleQuotaUsage, limit: number): string {
  return `${holder}: must have at most ${limit} ${GOOGLE_QUOTAS[quota].words}${metricOf(quota)}, got ${count}`;
}

function metricOf(quota: GoogleQuotaUsage["quota"]): string {
  const { metric }: GoogleQuota = GOOGLE_QUOTAS[quota];
  return metric ? ` (${metric})` : "";
}

function askFor({ quota }: GoogleQuotaUsage): string {
  const { metric, scope }: GoogleQuota = GOOGLE_QUOTAS[quota];
  const command = scope === "region" ? "regions describe REGION" : "project-info describe";
  return `find ${metric} in \`gcloud compute ${command}\``;
}
