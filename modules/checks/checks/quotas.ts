/** Checks the resources of all stacks against AWS's quotas, and warns before a quota is used up. */
import { QUOTAS, type Quota } from "@modules/aws/quotas";
import { factsOf } from "../facts";
import { type Usage, usagesOf } from "../model/quota-counts";
import { faultOf, type QuotaRoom, type Quotas, roomOf, usageLine, warningOf } from "../model/quota-room";
import { resourceGraph } from "../model/resources";
import { once } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Share of a quota above which a warning is due: AWS takes days to raise some quotas. */
const NEARLY = 0.8;

const usages = once((stacks: readonly PreparedStack[]) => usagesOf(resourceGraph(stacks)));

const quotas = {
  words: ({ quota }: Usage) => QUOTAS[quota].words,
  limit: ({ quota, example }: Usage): number => factsOf(example.stack.stack).quotas?.[quota] ?? QUOTAS[quota].limit,
  fix: (usage: Usage, at: "count" | "peak") => {
    const { raisable }: Quota = QUOTAS[usage.quota];
    const raise = `request a higher quota from AWS and write it into ${whereOf(usage)}`;
    return at === "count"
      ? `split it${raisable ? `, or ${raise}` : ""}`
      : `${raisable ? `${raise}, or ` : ""}lower the largest size`;
  },
} satisfies Quotas<Usage>;

/** Every usage of a quota. */
export function quotaRooms(stacks: readonly PreparedStack[]): QuotaRoom[] {
  return usages(stacks).map((usage) => roomOf(usage, quotas));
}

/** Checks that the resources of all stacks stay within the quotas of their accounts. */
export function quotaFaults(stacks: readonly PreparedStack[]): string[] {
  return usages(stacks).flatMap((usage) => faultOf(usage, quotas));
}

/** Quotas of which more than 80 percent are used, or more than all at the largest size, a line each. */
export function quotaWarnings(stacks: readonly PreparedStack[]): string[] {
  return usages(stacks).flatMap((usage) => {
    const { count, peak } = usage;
    const limit = quotas.limit(usage);
    return count > limit * NEARLY && count <= limit && peak === count
      ? [`warning: ${usageLine(usage, quotas)}, which leaves few or none`]
      : warningOf(usage, quotas);
  });
}

function whereOf({ quota, example }: Usage): string {
  const setting = factsOf(example.stack.stack).settings?.quotas;
  return setting ? `${setting}.${quota}` : `setFacts(stack, { quotas: { ${quota} } })`;
}
