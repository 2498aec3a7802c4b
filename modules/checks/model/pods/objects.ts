/** Workloads, services and manifests as a cluster has them. */
import type { Json } from "../../json";
import type { PreparedStack } from "../../prepare";
import type { Block } from "../blocks";
import type { ResourceGraph } from "../resources";
import { isKnownText, list, nested, once } from "../values";
import type { Labels, Pod } from "./policies";
import { podTemplate, WORKLOADS } from "./templates";

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

/** A name that is written out, or that of the object which an expression names. */
export function objectName(graph: ResourceGraph, stack: PreparedStack, value: Json): Json {
  const target = isKnownText(value) ? undefined : graph.target(stack, value);
  return target ? nested(target.attributes.metadata).name : value;
}

/** Pods of all workloads, with the template that they are made of. */
export const workloadsOf = once((graph: ResourceGraph): Workload[] =>
  graph.of(...WORKLOADS).map((block) => {
    const pod = podTemplate(block.attributes);
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

/** Namespace of an object of Kubernetes. */
export function namespaceOf(graph: ResourceGraph, { stack, attributes }: Block): string {
  return objectName(graph, stack, nested(attributes.metadata).namespace) ?? "default";
}

export function manifestOf(graph: ResourceGraph, { path, stack }: Block, { kind, metadata, spec }: Json): Manifest {
  const { name, namespace } = nested(metadata);
  return {
    path,
    kind,
    name: String(name),
    namespace: String(objectName(graph, stack, namespace) ?? "default"),
    spec: nested(spec),
  };
}

export function serviceOf(graph: ResourceGraph, block: Block): Service {
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
