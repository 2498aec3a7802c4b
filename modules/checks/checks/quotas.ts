/** Checks the resources of all stacks against AWS's quotas, and warns before a quota is used up. */
import { QUOTAS, type Quota } from "@modules/aws/quotas";
import { factsOf } from "../facts";
import { type Usage, usagesOf } from "../model/quota-counts";
import { resourceGraph } from "../model/resources";
import { once } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Share of a quota above which a warning is due: AWS takes days to raise some quotas. */
const NEARLY = 0.8;

const usages = once((stacks: readonly PreparedStack[]) => usagesOf(resourceGraph(stacks)));

/** The usage of a quota, and how much the account has. */
export interface QuotaUsage extends Required<Omit<Usage, "quota">> {
  /** The resources that count, in words. */
  readonly words: string;
  readonly limit: number;
  /** Change that makes room. @default the largest size fits */
  readonly remedy?: string;
}

/** Every usage of a quota. */
export function quotaUsages(stacks: readonly PreparedStack[]): QuotaUsage[] {
  return usages(stacks).map((usage) => {
    const { quota, count, peak = count, ...rest } = usage;
    const limit = limitOf(usage);
    return {
      ...rest,
      count,
      peak,
      words: QUOTAS[quota].words,
      limit,
      ...(peak > limit && { remedy: count > limit ? fixOf(usage) : fixOfPeak(usage) }),
    };
  });
}

/** Checks that the resources of all stacks stay within the quotas of their accounts. */
export function quotaFaults(stacks: readonly PreparedStack[]): string[] {
  return usages(stacks)
    .filter((usage) => usage.count > limitOf(usage))
    .map((usage) => `${line(usage)}; ${fixOf(usage)}`);
}

/** Quotas of which more than 80 percent are used, or more than all at the largest size, a line each. */
export function quotaWarnings(stacks: readonly PreparedStack[]): string[] {
  return usages(stacks)
    .filter((usage) => usage.count <= limitOf(usage))
    .flatMap((usage) => {
      const { count, peak = count } = usage;
      if (peak > limitOf(usage)) {
        return [`warning: ${line(usage)}, and ${peak} when everything has scaled out; ${fixOfPeak(usage)}`];
      }
      return count > limitOf(usage) * NEARLY && peak === count ? [`warning: ${line(usage)}`] : [];
    });
}

function line(usage: Usage): string {
  return `${usage.holder}: must have at most ${limitOf(usage)} ${QUOTAS[usage.quota].words}, got ${usage.count}`;
}

function fixOf(usage: Usage): string {
  const { raisable }: Quota = QUOTAS[usage.quota];
  return raisable ? `split it, or have AWS raise it and say so in ${whereOf(usage)}` : "split it";
}

/** Nothing fails at apply, but at the quota a group gets no further instances. */
function fixOfPeak(usage: Usage): string {
  const { raisable }: Quota = QUOTAS[usage.quota];
  return raisable
    ? `have AWS raise it and say so in ${whereOf(usage)}, or lower the largest size`
    : "lower the largest size";
}

function whereOf({ quota, example }: Usage): string {
  const setting = factsOf(example.stack.stack).settings?.quotas;
  return setting ? `${setting}.${quota}` : `setFacts(stack, { quotas: { ${quota} } })`;
}

function limitOf({ quota, example }: Usage): number {
  return factsOf(example.stack.stack).quotas?.[quota] ?? QUOTAS[quota].limit;
}
