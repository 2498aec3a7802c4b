/** Checks that plans read no state with a secret which nobody has accepted there. */
import { type ReadableSecret, readableSecrets } from "../access/state-readers";
import { glob } from "../glob";
import type { Check, CheckScope } from "./check";

/** A secret that a state may hold although plans read the state. */
export interface AcceptedSecret {
  /** Stack and address, such as `shop-*-data google_redis_instance.cache`, with `*` for any characters. */
  readonly where: string;
  readonly attribute: string;
  /** Says what the secret opens, and the other protection of what it opens. */
  readonly reason: string;
}

/** A check of every state that the role of a pipeline's plans may read. @param accepted secrets that may be there */
export function stateSecretCheck(
  accepted: readonly AcceptedSecret[] = [],
  { partial = false }: CheckScope = {},
): Check {
  return (stacks) => {
    const found = readableSecrets(stacks);
    const unused = partial ? [] : accepted.filter((entry) => !found.some((secret) => accepts(entry, secret)));
    return [
      ...found.filter((secret) => !accepted.some((entry) => accepts(entry, secret))).map(fault),
      ...unused.map(
        ({ where, attribute }) =>
          `${where}: an accepted secret must be in a state that plans read, got none in ${attribute}; remove the entry`,
      ),
    ];
  };
}

function accepts({ where, attribute }: AcceptedSecret, { block, ...secret }: ReadableSecret): boolean {
  return attribute === secret.attribute && glob(where).test(`${block.stack.id} ${block.address}`);
}

function fault({ block, attribute, plan }: ReadableSecret): string {
  return `${block.path}: ${attribute} must not be in a state that ${plan.name} reads, got ${block.address}; use a write-only argument or a login with IAM, or accept the secret with a reason`;
}
