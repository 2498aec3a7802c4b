/** Taints that pods tolerate, in workloads and in the values of charts. */
import { once } from "../../model/values";
import type { Resource, Resources } from "../resources";

/** A taint of nodes; without a value, every taint with the key. */
interface Taint {
  readonly key: string;
  readonly value?: string | undefined;
}

function taintText({ key, value }: Taint): string {
  return value === undefined ? key : `${key}=${value}`;
}

/** Value of a field in JSON, which may be text inside of JSON. */
function field(text: string, name: string): string | undefined {
  return new RegExp(String.raw`\\*"${name}\\*": ?\\*"([^"\\]+)`).exec(text)?.[1];
}

/** Tolerated taints, by the group of the stacks that have the tolerations. */
const tolerations = once((all: Resources) => {
  const byGroup = new Map<string | undefined, Set<string>>();
  for (const { type, stack, block } of all.all) {
    if (type.startsWith("kubernetes_") || type === "helm_release") {
      const group = all.groupOf(stack);
      const taints = byGroup.get(group) ?? new Set();
      byGroup.set(group, taints);
      for (const taint of toleratedIn(JSON.stringify(block))) {
        taints.add(taintText(taint));
      }
    }
  }
  return byGroup;
});

/** The lists of tolerations in JSON, which may hold JSON as text. */
function toleratedIn(json: string): Taint[] {
  return json
    .split(/\btolerations?\\*":/)
    .slice(1)
    .flatMap((text) => text.split("]", 1)[0]!.split("}"))
    .flatMap((toleration) => {
      const key = field(toleration, "key");
      return key === undefined ? [] : [{ key, value: field(toleration, "value") }];
    });
}

/** Whether a pod in the group of the resource's stack tolerates taints with the key and value. */
export function isTolerated(all: Resources, { key, value }: Taint, { stack }: Pick<Resource, "stack">): boolean {
  const tolerated = tolerations(all).get(all.groupOf(stack));
  return [value, undefined].some((one) => tolerated?.has(taintText({ key, value: one })) ?? false);
}
