import { QUOTAS, type Quota } from "@modules/aws/quotas";
import { EnvironmentStack } from "../../stacks/base/environment-stack";
import type { PreparedStack } from "../prepare";
import { once } from "./model/blocks";
import { type Usage, usagesOf } from "./model/quota-counts";
import { resourcesOf } from "./model/resources";

/** Share of a quota from which on it is worth a word. */
const NEARLY = 0.8;

const usages = once((stacks: readonly PreparedStack[]) => usagesOf(resourcesOf(stacks)));

/** Nothing exceeds what its account may have. */
export function quotaFaults(stacks: readonly PreparedStack[]): string[] {
  return usages(stacks)
    .filter((usage) => usage.count > limitOf(usage))
    .map((usage) => `${line(usage)}; ${fixOf(usage)}`);
}

/** What comes near, a line each: time to ask AWS before it is needed. */
export function quotaWarnings(stacks: readonly PreparedStack[]): string[] {
  return usages(stacks)
    .filter((usage) => usage.count > limitOf(usage) * NEARLY && usage.count <= limitOf(usage))
    .map((usage) => `warning: ${line(usage)}`);
}

function line(usage: Usage): string {
  return `${usage.holder}: must have at most ${limitOf(usage)} ${QUOTAS[usage.quota].words}, got ${usage.count}`;
}

function fixOf({ quota }: Usage): string {
  const { raisable }: Quota = QUOTAS[quota];
  return raisable ? `split it, or have AWS raise it and say so in account.quotas.${quota}` : "split it";
}

function limitOf({ quota, example: { stack } }: Usage): number {
  const raised = stack.stack instanceof EnvironmentStack ? stack.stack.environment.account.quotas : undefined;
  return (raised as Readonly<Record<string, number>> | undefined)?.[quota] ?? QUOTAS[quota].limit;
}
