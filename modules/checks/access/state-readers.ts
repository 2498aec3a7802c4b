/** Secrets in states that the role of a pipeline's plans may read. */
import { factsOf, groupOf } from "../facts";
import { blocksOf } from "../model/blocks";
import { type StateSecret, stateSecretsOf } from "../model/state-secrets";
import { groupBy } from "../model/values";
import type { PreparedStack } from "../prepare";
import { isAllowed } from "./evaluate";
import { type RoleAccess, rolesOf } from "./roles";

export interface ReadableSecret extends StateSecret {
  /** Role of the plans. */
  readonly plan: RoleAccess;
}

/** Secrets that every pull request can read, because a plan runs for it with a role that may read their state. */
export function readableSecrets(stacks: readonly PreparedStack[]): ReadableSecret[] {
  const groups = groupBy(stacks, ({ stack }) => groupOf(stack));
  return [...groups.values()].flatMap((group) => {
    const home = group.find(({ stack }) => factsOf(stack).delivery);
    const name = home && factsOf(home.stack).delivery?.plan;
    const plan = rolesOf(stacks).find((role) => role.block.stack === home && role.name === name);
    return plan
      ? group
          .filter((stack) => maySee(plan, stack))
          .flatMap((stack) => stateSecretsOf(stack).map((one) => ({ ...one, plan })))
      : [];
  });
}

function maySee(plan: RoleAccess, stack: PreparedStack): boolean {
  const backend = blocksOf(stack).find(({ kind, type }) => kind === "backend" && type === "s3")?.attributes;
  return (
    backend !== undefined &&
    isAllowed(plan, { action: "s3:GetObject", resource: `arn:aws:s3:::${backend.bucket}/${backend.key}` })
  );
}
