import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1, type NetworkPolicyV1Spec } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { ServiceV1, type ServiceV1SpecPort } from "@cdktf/provider-kubernetes/lib/service-v1";
import { networkPolicyFaults } from "@modules/checks/checks/network-policies";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

type Rules = Partial<Pick<NetworkPolicyV1Spec, "ingress" | "egress">>;

const namespace = "shop";
const HOST = "https://cluster.example.com";
const ORDERS = { app: "orders" };
const STOCK = { app: "stock" };

/** In one stack, pods of orders, which call pods of stock on 8080; in another, what `define` adds. */
function faults(define: (stack: TerraformStack) => void, url = "nothing"): string[] {
  const app = testApp();
  const stack = soundStack(app, "workloads");
  new KubernetesProvider(stack, "kubernetes", { host: HOST });
  new NamespaceV1(stack, "namespace", { metadata: { name: namespace } });
  deployment(stack, "orders", 3000, url);
  deployment(stack, "stock", 8080);
  const other = soundStack(app, "other");
  new KubernetesProvider(other, "kubernetes", { host: HOST });
  define(other);
  return networkPolicyFaults(prepare(app));
}

function deployment(stack: TerraformStack, name: string, containerPort: number, url = "nothing"): void {
  new DeploymentV1(stack, name, {
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          container: [
            { name, image: "shop:v1", port: [{ name: "http", containerPort }], env: [{ name: "URL", value: url }] },
          ],
        },
      },
    },
  });
}

function policy(stack: TerraformStack, name: string, matchLabels: Record<string, string>, rules: Rules): void {
  new NetworkPolicyV1(stack, name, {
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels },
      policyTypes: [...(rules.ingress ? ["Ingress"] : []), ...(rules.egress ? ["Egress"] : [])],
      ...rules,
    },
  });
}

function service(stack: TerraformStack, port: ServiceV1SpecPort, selector: Record<string, string> = STOCK): void {
  new ServiceV1(stack, "service", {
    metadata: { name: "stock", namespace, labels: STOCK },
    spec: { selector, port: [port] },
  });
}

const pods = (matchLabels: Record<string, string>) => [{ podSelector: { matchLabels } }];
const inNamespace = (name: string) => [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } }];
const port = (number: number | string) => [{ port: `${number}` }];

test("accepts two policies that agree", () => {
  expect(
    faults((stack) => {
      policy(stack, "all", {}, { ingress: [], egress: [] });
      policy(stack, "orders", ORDERS, { egress: [{ to: pods(STOCK), ports: port(8080) }] });
      policy(stack, "stock", STOCK, { ingress: [{ from: pods(ORDERS), ports: port("http") }] });
    }),
  ).toEqual([]);
});

test("fails when a policy lets out what the other end refuses, with both policies' paths", () => {
  expect(
    faults((stack) => {
      policy(stack, "orders", ORDERS, { egress: [{ to: pods(STOCK), ports: port(8080) }] });
      policy(stack, "stock", STOCK, { ingress: [] });
    }),
  ).toEqual([
    "other/orders: must let workloads/orders through to workloads/stock on TCP 8080, got an obstacle: ingress of workloads/stock through other/stock; allow it there, or remove the rule",
  ]);
});

test("fails when a policy lets in what the other end does not let out", () => {
  expect(
    faults((stack) => {
      policy(stack, "orders", ORDERS, { egress: [] });
      policy(stack, "stock", STOCK, { ingress: [{ from: pods(ORDERS), ports: port(8080) }] });
    }),
  ).toEqual([
    "other/stock: must let workloads/orders through to workloads/stock on TCP 8080, got an obstacle: egress of workloads/orders through other/orders; allow it there, or remove the rule",
  ]);
});

test("accepts a rule for a whole namespace, some of whose pods connect", () => {
  expect(
    faults((stack) => {
      policy(stack, "orders", ORDERS, { egress: [] });
      policy(stack, "stock", STOCK, { ingress: [{ from: [...inNamespace(namespace), ...inNamespace("default")] }] });
    }),
  ).toEqual([]);
});

test("fails when egress names the port of a service instead of the container's", () => {
  expect(
    faults((stack) => policy(stack, "orders", ORDERS, { egress: [{ to: pods(STOCK), ports: port(80) }] })),
  ).toEqual([
    "other/orders: egress must be to a port of workloads/stock, got 80; use a port of the container, not of its Service: 8080",
  ]);
});

test("fails when a policy selects no pod", () => {
  expect(faults((stack) => policy(stack, "stock", { app: "stocks" }, { ingress: [] }))).toEqual([
    "other/stock: pod_selector must select a pod of namespace shop, got app=stocks; use the labels app=orders of workloads/orders, app=stock of workloads/stock",
  ]);
});

test("fails when a peer is a namespace or a pod that does not exist", () => {
  expect(
    faults((stack) =>
      policy(stack, "stock", STOCK, { ingress: [{ from: [...inNamespace("shops"), ...pods({ app: "order" })] }] }),
    ),
  ).toEqual([
    "other/stock: namespace_selector must select a namespace, got kubernetes.io/metadata.name=shops; select one of default, gmp-system, kube-node-lease, kube-public, kube-system, shop, or remove the peer",
    "other/stock: pod_selector must select a pod of namespace shop, got app=order; use the labels app=orders of workloads/orders, app=stock of workloads/stock",
  ]);
});

test.each([
  ["a chart runs pods", (stack: TerraformStack) => chart(stack, "anything", namespace)],
  ["another tool deploys the pods of a service", (stack: TerraformStack) => binding(stack)],
])("accepts labels that no workload has where %s", (_, define) => {
  expect(
    faults((stack) => {
      define(stack);
      policy(stack, "other", { app: "other" }, { egress: [{ to: pods({ app: "more" }) }] });
    }),
  ).toEqual([]);
});

function chart(stack: TerraformStack, name: string, of: string): void {
  new HelmProvider(stack, "helm", { kubernetes: { host: HOST } });
  new Release(stack, "chart", { name, chart: name, namespace: of });
}

function binding(stack: TerraformStack): void {
  const spec = { serviceRef: { name: "other", port: 443 } };
  new Manifest(stack, "binding", {
    manifest: { kind: "TargetGroupBinding", metadata: { name: "other", namespace }, spec },
  });
}

test.each([
  ["selects no pod", 8080, { app: "stocks" }, "selector must select a pod of namespace shop, got app=stocks"],
  [
    "sends requests to a port that no container has",
    80,
    STOCK,
    "target_port must be a port of workloads/stock, got 80; use 8080",
  ],
])("fails when a service %s", (_, target, selector, message) => {
  const [fault, ...others] = faults((stack) => service(stack, { port: 80, targetPort: `${target}` }, selector));

  expect(fault).toContain(`other/service: ${message}`);
  expect(others).toEqual([]);
});

/** Objects that declare a call of the service, and the path of the fault about the call. */
const CALLS: readonly [string, string, (stack: TerraformStack) => void, string?][] = [
  ["a pod that names the host", "workloads/orders", () => {}, "http://stock.shop.svc.cluster.local:80"],
  [
    "an Ingress",
    "other/ingress",
    (stack) => {
      chart(stack, "ingress-nginx", "default");
      const backend = { service: { name: "stock", port: { number: 80 } } };
      new IngressV1(stack, "ingress", {
        metadata: { name: "stock", namespace },
        spec: { ingressClassName: "nginx", rule: [{ http: { path: [{ path: "/", backend }] } }] },
      });
    },
  ],
  [
    "a route of the mesh",
    "other/route",
    (stack) => {
      chart(stack, "gateway", "default");
      const metadata = { name: "stock", namespace };
      new Manifest(stack, "gateway", {
        manifest: { kind: "Gateway", metadata, spec: { selector: { istio: "gateway" } } },
      });
      const route = [{ destination: { host: "stock", port: { number: 80 } } }];
      new Manifest(stack, "route", {
        manifest: { kind: "VirtualService", metadata, spec: { gateways: ["stock"], http: [{ route }] } },
      });
    },
  ],
  [
    "a monitor",
    "other/monitor",
    (stack) => {
      const spec = { endpoints: [{ port: "web" }], selector: { matchLabels: STOCK } };
      new Manifest(stack, "monitor", {
        manifest: { kind: "ServiceMonitor", metadata: { name: "stock", namespace }, spec },
      });
    },
  ],
];

test.each(CALLS)("fails when policies refuse the call of %s", (_, path, define, url) => {
  const found = faults((stack) => {
    service(stack, { name: "web", port: 80, targetPort: "http" });
    define(stack);
    policy(stack, "stock", STOCK, { ingress: [{ ports: port(9090) }] });
  }, url);

  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    new RegExp(
      `^${path}: must let .+ through to workloads/stock on TCP 8080, got an obstacle: ingress of workloads/stock through other/stock; allow it there$`,
    ),
  );
});

test.each(CALLS)("accepts the call of %s", (_, _path, define, url) => {
  const found = faults((stack) => {
    service(stack, { name: "web", port: 80, targetPort: "http" });
    define(stack);
    policy(stack, "stock", STOCK, { ingress: [{ ports: port("http") }] });
  }, url);

  expect(found).toEqual([]);
});

test("fails when a pod names a port that the service does not have", () => {
  expect(faults((stack) => service(stack, { port: 80, targetPort: "8080" }), "http://stock.shop.svc:8080")).toEqual([
    "workloads/orders: must call a port of other/service, got 8080; use 80",
  ]);
});
