/** Compares the usage of quotas with their sizes, in any cloud. */
import type { Block } from "./blocks";

/** Usage of one quota by the resources of one holder. */
export interface QuotaUsage<Name extends string = string> {
  readonly quota: Name;
  /** Path of the resource that the quota applies to, or the account, project or region in words. */
  readonly holder: string;
  /** Usage of what is created first. */
  readonly count: number;
  /** Usage at the largest size that the resources may scale to. */
  readonly peak: number;
  /** A counted resource; the facts of its stack hold the quotas that were raised. */
  readonly example: Block;
}

/** The quotas of a cloud. */
export interface Quotas<Usage extends QuotaUsage> {
  /** The resources that count, in words. */
  readonly words: (usage: Usage) => string;
  /** Size of the quota; undefined where no environment states it. */
  readonly limit: (usage: Usage) => number | undefined;
  /** Change that makes room for what is created first, or only for the largest size. */
  readonly fix: (usage: Usage, at: "count" | "peak") => string;
}

/** The usage of a quota, and how much the account or the project has. */
export interface QuotaRoom extends Omit<QuotaUsage, "quota"> {
  /** The resources that count, in words. */
  readonly words: string;
  /** @default unknown, because no environment states it */
  readonly limit?: number;
  /** Change that makes room. @default the largest size fits */
  readonly remedy?: string;
}

export function roomOf<Usage extends QuotaUsage>(usage: Usage, quotas: Quotas<Usage>): QuotaRoom {
  const { holder, count, peak, example } = usage;
  const limit = quotas.limit(usage);
  return {
    holder,
    count,
    peak,
    example,
    words: quotas.words(usage),
    ...(limit !== undefined && { limit }),
    ...(limit !== undefined && peak > limit && { remedy: quotas.fix(usage, count > limit ? "count" : "peak") }),
  };
}

/** A fault when the quota does not suffice for what is created first. */
export function faultOf<Usage extends QuotaUsage>(usage: Usage, quotas: Quotas<Usage>): string[] {
  const { holder, count } = usage;
  const limit = quotas.limit(usage) ?? Infinity;
  return count > limit
    ? [`${holder}: must have at most ${limit} ${quotas.words(usage)}, got ${count}; ${quotas.fix(usage, "count")}`]
    : [];
}

/** A warning when the quota suffices at first and not at the largest size; a group gets no further instances then. */
export function warningOf<Usage extends QuotaUsage>(usage: Usage, quotas: Quotas<Usage>): string[] {
  const { count, peak } = usage;
  const limit = quotas.limit(usage) ?? Infinity;
  return count <= limit && peak > limit
    ? [`warning: ${usageLine(usage, quotas)}, and ${peak} when everything has scaled out; ${quotas.fix(usage, "peak")}`]
    : [];
}

/** How much of the quota is in use, as the beginning of a warning. */
export function usageLine<Usage extends QuotaUsage>(usage: Usage, { words, limit }: Quotas<Usage>): string {
  return `${usage.holder}: uses ${usage.count} of ${limit(usage)} ${words(usage)}`;
}
