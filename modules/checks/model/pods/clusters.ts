/** The clusters of an app, each with the pods, services and network policies of its stacks. */
import type { Json } from "../../json";
import type { PreparedStack } from "../../prepare";
import type { Block } from "../blocks";
import { type ResourceGraph, resourceGraph } from "../resources";
import { groupBy, isKnownText, nested, once } from "../values";
import { type Manifest, manifestOf, objectName, type Service, serviceOf, type Workload, workloadsOf } from "./objects";
import type { PodNetwork } from "./policies";
import { policyOf } from "./policy-objects";
import { WORKLOADS } from "./templates";

/** Kinds of objects for which an operator runs pods. */
const OPERATED = new Set(["Alertmanager", "Elasticsearch", "Kibana", "Prometheus", "ThanosRuler"]);

/** Kubernetes and GKE create these namespaces. */
const OF_SYSTEM = ["default", "gmp-system", "kube-node-lease", "kube-public", "kube-system"];

export interface Cluster extends PodNetwork {
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly ingresses: readonly Manifest[];
  readonly manifests: readonly Manifest[];
  /** Charts, by name, and the namespaces that they are installed in. */
  readonly charts: readonly { readonly chart: string; readonly namespace: string }[];
  /** Namespaces in which charts, operators or the system run pods besides the workloads. */
  readonly shared: ReadonlySet<string>;
}

/** The cluster whose endpoint a stack's provider names. */
export function clusterBlock(graph: ResourceGraph, { stack }: Block): Block | undefined {
  return graph.target(stack, hostOf(stack));
}

function hostOf({ json: { provider } }: PreparedStack): Json {
  return provider?.kubernetes?.[0]?.host ?? nested(provider?.helm?.[0]?.kubernetes).host;
}

export const clustersOf = once((stacks: readonly PreparedStack[]): Cluster[] => {
  const graph = resourceGraph(stacks);
  const blocks = graph.of(
    ...WORKLOADS,
    "helm_release",
    "kubernetes_ingress_v1",
    "kubernetes_manifest",
    "kubernetes_namespace_v1",
    "kubernetes_network_policy_v1",
    "kubernetes_service_v1",
  );
  const keys = new Map(
    [...new Set(blocks.map(({ stack }) => stack))].map((stack) => {
      const host = hostOf(stack);
      const cluster = graph.target(stack, host);
      const unresolved = isKnownText(host) ? host : `${stack.id} ${host}`;
      return [stack, cluster ? `${cluster.stack.id} ${cluster.address}` : unresolved];
    }),
  );
  return [...groupBy(blocks, ({ stack }) => keys.get(stack)!).values()].map((own) => clusterOf(graph, own));
});

function clusterOf(graph: ResourceGraph, blocks: readonly Block[]): Cluster {
  const byType = groupBy(blocks, ({ type }) => type);
  const of = (type: string) => byType.get(type) ?? [];
  const within = new Set(blocks);
  const manifests = of("kubernetes_manifest").map((block) => manifestOf(graph, block, block.attributes.manifest));
  const charts = of("helm_release").map(({ stack, attributes: { chart, namespace } }) => ({
    chart: String(chart),
    namespace: String(objectName(graph, stack, namespace) ?? "default"),
  }));
  const services = of("kubernetes_service_v1").map((block) => serviceOf(graph, block));
  const isOthers = ({ kind, namespace, spec }: Manifest) =>
    OPERATED.has(kind) ||
    // A service that no stack declares has pods that another tool deploys.
    (kind === "TargetGroupBinding" &&
      !services.some((service) => service.namespace === namespace && service.name === spec.serviceRef?.name));
  return {
    namespaces: new Map(
      of("kubernetes_namespace_v1").map(({ attributes }) => {
        const { name, labels } = nested(attributes.metadata);
        return [name, labels ?? {}];
      }),
    ),
    policies: of("kubernetes_network_policy_v1").map((block) => policyOf(graph, block)),
    workloads: workloadsOf(graph).filter(({ block }) => within.has(block)),
    services,
    ingresses: of("kubernetes_ingress_v1").map((block) =>
      manifestOf(graph, block, { ...block.attributes, kind: "Ingress" }),
    ),
    manifests,
    charts,
    shared: new Set([
      ...OF_SYSTEM,
      ...charts.map(({ namespace }) => namespace),
      ...manifests.filter(isOthers).map(({ namespace }) => namespace),
    ]),
  };
}
