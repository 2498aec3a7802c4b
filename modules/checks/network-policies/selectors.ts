/** Pods that selectors name, and words about them for faults. */
import type { Cluster } from "../model/pods/clusters";
import type { Pod, Selector } from "../model/pods/policies";

/** The pods of the namespaces; undefined if the namespaces may have pods besides the workloads. */
export function podsIn({ workloads, shared }: Cluster, names: readonly string[]): readonly Pod[] | undefined {
  return names.some((name) => shared.has(name))
    ? undefined
    : workloads.filter(({ namespace }) => names.includes(namespace));
}

export function namesPods({ labels, expressions }: Selector): boolean {
  return Object.keys(labels).length + expressions.length > 0;
}

export function labelsFix(pods: readonly Pod[]): string {
  const texts = pods.map(({ id, labels }) => `${selectorText({ labels, expressions: [] })} of ${id}`);
  return texts.length > 0 ? `use the labels ${texts.join(", ")}` : "add the workload, or remove the selector's rule";
}

export function selectorText({ labels, expressions }: Selector): string {
  return [
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...expressions.map(({ key, operator, values }) => [key, operator, ...values].join(" ")),
  ].join(",");
}
