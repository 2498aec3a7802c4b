/** Checks that pods start after their identities exist. */
import type { Json } from "../json";
import type { Block } from "../model/blocks";
import { clusterBlock } from "../model/pods/clusters";
import { manifestOf, objectName, workloadsOf } from "../model/pods/objects";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { groupBy, list, nested, once, parsedJson } from "../model/values";
import type { PreparedStack } from "../prepare";

/**
 * Checks that stacks with pods, charts and manifests of a service account are applied after the stack that associates the
 * account with its role. EKS hands credentials to a pod when the pod is made, so that pods which are there before the
 * association have none until they restart, and report ready all the same.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
export function podIdentityFaults(stacks: readonly PreparedStack[]): string[] {
  const graph = resourceGraph(stacks);
  return graph.of("aws_eks_pod_identity_association").flatMap((association) => {
    const { stack, id } = association.stack;
    return usersOf(graph, association)
      .filter((user) => user.stack.stack !== stack && !user.stack.stack.dependsOn(stack))
      .map(
        ({ path }) =>
          `${path}: must be applied after the role of its service account ${association.attributes.service_account}, got no dependency on ${id}; call addDependency of the stack, or associate the account in an earlier one`,
      );
  });
}

/** Objects of the association's cluster and namespace whose pods run under its service account. */
function usersOf(graph: ResourceGraph, association: Block): Block[] {
  const { namespace, service_account: account } = association.attributes;
  const [cluster] = graph.targets(association, "cluster_name");
  return (podMakers(graph).get(placeOf(namespace, account)) ?? [])
    .map(({ block }) => block)
    .filter((block) => cluster !== undefined && clusterBlock(graph, block) === cluster);
}

const placeOf = (namespace: Json, account: Json) => `${namespace}/${account}`;

/** The objects of all clusters that make pods, by the namespace and the service account of the pods. */
const podMakers = once((graph: ResourceGraph) =>
  groupBy(
    [
      ...workloadsOf(graph).map(({ block, pod, namespace }) => {
        const account = objectName(graph, block.stack, nested(pod.spec).service_account_name);
        return { block, place: placeOf(namespace, account) };
      }),
      ...graph.of("helm_release").flatMap((block) => {
        const namespace = objectName(graph, block.stack, block.attributes.namespace);
        return accountsOf(block).map((account) => ({ block, place: placeOf(namespace, account) }));
      }),
      ...graph.of("kubernetes_manifest").map((block) => {
        const { namespace, spec } = manifestOf(graph, block, block.attributes.manifest ?? {});
        return { block, place: placeOf(namespace, spec.serviceAccountName) };
      }),
    ],
    ({ place }) => place,
  ),
);

/** Names that the service account of a chart may have; that of the release, unless its values name another. */
function accountsOf({ attributes: { name, chart, values } }: Block): string[] {
  const named = new Set(list(values).flatMap((text) => accountsIn(parsedJson(text))));
  return named.size > 0 ? [...named] : [name, `${name}-${chart}`];
}

/** Names of service accounts in the values of a chart, such as `serviceAccountName` or the `name` of a `serviceAccount`. */
function accountsIn(value: Json, isBelow = false): string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries<Json>(value).flatMap(([key, inner]) => {
    const isAccount = /service_?account/i.test(key);
    return typeof inner === "string"
      ? isAccount || (isBelow && key === "name")
        ? [inner]
        : []
      : accountsIn(inner, isBelow || isAccount);
  });
}
