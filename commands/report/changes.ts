/** Differences from another revision, by names alone: the page carries no values of arguments. */
import type { PreparedStack } from "@modules/checks/prepare";
import { type Fingerprint, fingerprintOf } from "../runner/fingerprint";
import type { Changes, StackChange } from "./model/changes";

export function changesSince(
  base: string,
  before: ReadonlyMap<string, Fingerprint>,
  stacks: readonly Pick<PreparedStack, "id" | "json">[],
): Changes {
  const ids = new Set(stacks.map(({ id }) => id));
  return {
    base,
    added: stacks.filter(({ id }) => !before.has(id)).map(({ id }) => id),
    removed: [...before.keys()].filter((id) => !ids.has(id)),
    changed: stacks.flatMap(({ id, json }) => {
      const former = before.get(id);
      const change = former && changeOf(id, former, fingerprintOf(json));
      return change ? [change] : [];
    }),
  };
}

function changeOf(stack: string, before: Fingerprint, now: Fingerprint): StackChange | undefined {
  const addresses = namesOf(before.resources, now.resources);
  const changed = addresses.flatMap((address) => {
    const [former, current] = [before.resources[address], now.resources[address]];
    const names = former && current ? differing(former, current) : [];
    return names.length > 0 ? [{ address, names }] : [];
  });
  const change: StackChange = {
    stack,
    added: addresses.filter((address) => !before.resources[address]),
    removed: addresses.filter((address) => !now.resources[address]),
    changed,
    sections: differing(before.sections, now.sections),
  };
  return [change.added, change.removed, changed, change.sections].some((part) => part.length > 0) ? change : undefined;
}

type Digests = Readonly<Record<string, string>>;

function differing(before: Digests, now: Digests): string[] {
  return namesOf(before, now).filter((name) => before[name] !== now[name]);
}

function namesOf(before: object, now: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
}
