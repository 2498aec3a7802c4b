/** Checks that pods start after their identities exist. */
import type { Json } from "../json";
import type { Block } from "../model/blocks";
import { clusterBlock } from "../model/pods/clusters";
import { manifestOf, objectName, workloadsOf } from "../model/pods/objects";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { list, nested, once, parsedJson } from "../model/values";
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
  return accountsOf(graph)
    .filter(
      ({ block, ...own }) =>
        own.namespace === namespace &&
        own.accounts.includes(account) &&
        cluster !== undefined &&
        clusterBlock(graph, block) === cluster,
    )
    .map(({ block }) => block);
}

interface Accounts {
  readonly block: Block;
  readonly namespace: Json;
  /** Names among which those of the service accounts are. */
  readonly accounts: readonly Json[];
}

/** The objects of all clusters that make pods. Each association asks for them. */
const accountsOf = once((graph: ResourceGraph): Accounts[] => [
  ...workloadsOf(graph).map(({ block, pod, namespace }) => ({
    block,
    namespace,
    accounts: [objectName(graph, block.stack, nested(pod.spec).service_account_name)],
  })),
  ...graph.of("helm_release").map((block) => ({
    block,
    namespace: objectName(graph, block.stack, block.attributes.namespace),
    accounts: list(block.attributes.values).flatMap((text) => textsIn(parsedJson(text))),
  })),
  ...graph.of("kubernetes_manifest").map((block) => {
    const { namespace, spec } = manifestOf(graph, block, block.attributes.manifest ?? {});
    return { block, namespace, accounts: [spec.serviceAccountName] };
  }),
]);

/** Every text in the values of a chart. */
function textsIn(value: Json): string[] {
  return typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values<Json>(value).flatMap(textsIn)
      : [];
}
