/** Connections to services that objects of a cluster declare. */
import { list } from "../values";
import type { Cluster } from "./clusters";
import type { Manifest, Service } from "./objects";
import { type Pod, selects } from "./policies";

export interface Call {
  /** Object that declares the connection. */
  readonly path: string;
  readonly client: Pod;
  readonly service: Service;
  /** Number or name of the service's port; undefined for its only one. */
  readonly port?: number | string;
}

/** Host of a service in a text, such as `http://orders.shop.svc.cluster.local:3000`. */
const HOST = /(?<![\w.-])([a-z0-9-]+)\.([a-z0-9-]+)\.svc\b(?:\.cluster\.local)?(?::(\d+))?/g;

/**
 * The calls of
 *
 * 1. workloads whose pod names the host of a service,
 * 2. the Ingress controller and the gateways of the mesh, which send requests on,
 * 3. Prometheus to what a ServiceMonitor selects.
 */
export function callsOf(cluster: Cluster): Call[] {
  const kind = (name: string) => cluster.manifests.filter((manifest) => manifest.kind === name);
  return [
    ...hostCalls(cluster),
    ...cluster.ingresses.flatMap((ingress) => ingressCalls(cluster, ingress)),
    ...kind("VirtualService").flatMap((route) => routeCalls(cluster, kind("Gateway"), route)),
    ...kind("ServiceMonitor").flatMap((monitor) => monitorCalls(cluster, monitor)),
  ];
}

function serviceNamed({ services }: Cluster, namespace: string, name: string): readonly Service[] {
  return services.filter((service) => service.namespace === namespace && service.name === name);
}

/** A pod that a chart or an operator runs. */
function foreign(id: string, namespace: string, labels = {}): Pod {
  return { id, namespace, labels, partial: true, ports: [] };
}

function hostCalls(cluster: Cluster): Call[] {
  return cluster.workloads.flatMap((client) => {
    const hosts = JSON.stringify(client.pod.spec).matchAll(HOST);
    return [...hosts].flatMap(([, name, namespace, port]) =>
      serviceNamed(cluster, namespace!, name!).map((service) => ({
        path: client.id,
        client,
        service,
        port: port === undefined ? undefined : Number(port),
      })),
    );
  });
}

function ingressCalls(cluster: Cluster, { path, namespace, spec }: Manifest): Call[] {
  const controllers = cluster.charts
    .filter(({ chart }) => spec.ingress_class_name === "nginx" && chart === "ingress-nginx")
    .map((chart) => foreign("the Ingress controller", chart.namespace));
  const backends = [
    ...list(spec.default_backend),
    ...list(spec.rule).flatMap(({ http }) =>
      list(http).flatMap((one) => list(one.path).flatMap((each) => list(each.backend))),
    ),
  ].flatMap(({ service }) => list(service));
  return controllers.flatMap((client) =>
    backends.flatMap(({ name, port }) =>
      serviceNamed(cluster, namespace, name).map((service) => ({
        path,
        client,
        service,
        port: list(port)[0]?.number ?? list(port)[0]?.name,
      })),
    ),
  );
}

function routeCalls(cluster: Cluster, gateways: readonly Manifest[], route: Manifest): Call[] {
  const { path, namespace, spec } = route;
  const names = list(spec.gateways).map((name) => (name.includes("/") ? name : `${namespace}/${name}`));
  const clients = gateways
    .filter((gateway) => names.includes(`${gateway.namespace}/${gateway.name}`))
    .flatMap((gateway) =>
      cluster.charts
        .filter(({ chart }) => chart === "gateway")
        .map((chart) => foreign("the gateway", chart.namespace, gateway.spec.selector)),
    );
  const destinations = [...list(spec.http), ...list(spec.tcp), ...list(spec.tls)].flatMap((one) =>
    list(one.route).map(({ destination }) => destination),
  );
  return clients.flatMap((client) =>
    destinations.flatMap(({ host, port }) => {
      const [name = "", of = namespace] = String(host).split(".");
      return serviceNamed(cluster, of, name).map((service) => ({ path, client, service, port: port?.number }));
    }),
  );
}

function monitorCalls(cluster: Cluster, { path, namespace, spec }: Manifest): Call[] {
  const { matchNames = [namespace], any = false } = spec.namespaceSelector ?? {};
  const selector = { labels: spec.selector?.matchLabels ?? {}, expressions: list(spec.selector?.matchExpressions) };
  return cluster.services
    .filter((service) => (any || list(matchNames).includes(service.namespace)) && selects(selector, service.labels))
    .flatMap((service) =>
      list(spec.endpoints)
        .filter(({ port }) => service.ports.some(({ name }) => name === port))
        .map(({ port }) => ({ path, client: foreign("Prometheus", namespace), service, port })),
    );
}
