/** The pods, services and network policies of clusters. */
import type { Json } from "../../json";
import type { PreparedStack } from "../../prepare";
import type { Block } from "../blocks";
import { rangeOf } from "../paths/ranges";
import { type ResourceGraph, resourceGraph } from "../resources";
import { groupBy, isKnownText, list, nested, once } from "../values";
import type { Labels, Peer, Pod, PodNetwork, Policy, PolicyPort, PolicyRule, Selector } from "./policies";

const WORKLOADS = [
  "kubernetes_cron_job_v1",
  "kubernetes_daemon_set_v1",
  "kubernetes_deployment_v1",
  "kubernetes_job_v1",
  "kubernetes_stateful_set_v1",
];

/** Kinds of objects for which an operator runs pods. */
const OPERATED = new Set(["Alertmanager", "Elasticsearch", "Kibana", "Prometheus", "ThanosRuler"]);

/** Kubernetes and GKE create these namespaces. */
const OF_SYSTEM = ["default", "gmp-system", "kube-node-lease", "kube-public", "kube-system"];

export interface Workload extends Pod {
  readonly block: Block;
  readonly pod: Json;
}

export interface Service {
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  /** Labels of the service's pods; undefined without a selector. */
  readonly selector?: Labels;
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly target: string }[];
}

export interface Manifest {
  readonly path: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly spec: Json;
}

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

/** A name that is written out, or that of the object which an expression names. */
export function objectName(graph: ResourceGraph, stack: PreparedStack, value: Json): Json {
  const target = isKnownText(value) ? undefined : graph.target(stack, value);
  return target ? nested(target.attributes.metadata).name : value;
}

/** Pods of all workloads, with the template that they are made of. */
export const workloadsOf = once((graph: ResourceGraph): Workload[] =>
  graph.of(...WORKLOADS).map((block) => {
    const spec = nested(block.attributes.spec);
    const pod = nested(spec.template ?? nested(nested(spec.job_template).spec).template);
    const containers = list(nested(pod.spec).container);
    return {
      block,
      pod,
      id: block.path,
      namespace: namespaceOf(graph, block),
      labels: nested(pod.metadata).labels ?? {},
      ports: containers.flatMap(({ port }) =>
        list(port).map(({ name, container_port }) => ({ name, port: Number(container_port) })),
      ),
    };
  }),
);

function namespaceOf(graph: ResourceGraph, { stack, attributes }: Block): string {
  return objectName(graph, stack, nested(attributes.metadata).namespace) ?? "default";
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

function manifestOf(graph: ResourceGraph, { path, stack }: Block, { kind, metadata, spec }: Json): Manifest {
  const { name, namespace } = nested(metadata);
  return {
    path,
    kind,
    name: String(name),
    namespace: String(objectName(graph, stack, namespace) ?? "default"),
    spec: nested(spec),
  };
}

function serviceOf(graph: ResourceGraph, block: Block): Service {
  const { name, labels = {} } = nested(block.attributes.metadata);
  const { selector, port } = nested(block.attributes.spec);
  return {
    path: block.path,
    namespace: namespaceOf(graph, block),
    name,
    labels,
    selector,
    ports: list(port).map((one) => ({
      name: one.name,
      port: Number(one.port),
      target: String(one.target_port ?? one.port),
    })),
  };
}

/** A network policy as the evaluator reads it. */
export function policyOf(graph: ResourceGraph, block: Block): Policy {
  const { pod_selector: pods, policy_types: types, ingress, egress } = nested(block.attributes.spec);
  const rules = (direction: string, given: Json, side: "from" | "to"): readonly PolicyRule[] | undefined =>
    list(types).includes(direction)
      ? list(given).map((rule) => ({
          peers: list(rule[side]).map((peer) => peerOf(graph, block, peer)),
          ports: list(rule.ports).map(portOf),
        }))
      : undefined;
  return {
    path: block.path,
    namespace: namespaceOf(graph, block),
    selector: selectorOf(graph, block, pods),
    ingress: rules("Ingress", ingress, "from"),
    egress: rules("Egress", egress, "to"),
  };
}

function peerOf(graph: ResourceGraph, block: Block, { ip_block: range, ...selectors }: Json): Peer {
  if (range !== undefined) {
    const { cidr, except } = nested(range);
    return {
      // A range that only Terraform knows may be any.
      range: rangeOf(cidr) ?? rangeOf("0.0.0.0/0")!,
      except: list(except).flatMap((one) => rangeOf(one) ?? []),
    };
  }
  const { namespace_selector: namespaces, pod_selector: pods } = selectors;
  return {
    ...(namespaces !== undefined ? { namespaces: selectorOf(graph, block, namespaces) } : {}),
    ...(pods !== undefined ? { pods: selectorOf(graph, block, pods) } : {}),
  };
}

function selectorOf(graph: ResourceGraph, { stack }: Block, selector: Json): Selector {
  const { match_labels: labels = {}, match_expressions: expressions } = nested(selector);
  return {
    labels: Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [key, String(objectName(graph, stack, value))]),
    ),
    expressions: list(expressions).map(({ key, operator, values }) => ({ key, operator, values: list(values) })),
  };
}

function portOf({ port, end_port: end, protocol = "TCP" }: Json): PolicyPort {
  return { protocol, port: port === undefined ? undefined : String(port), end };
}
