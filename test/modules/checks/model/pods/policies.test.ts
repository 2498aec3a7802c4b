import { rangeOf } from "@modules/checks/model/paths/ranges";
import {
  type Labels,
  obstacleOf,
  type Peer,
  type Pod,
  type PodNetwork,
  type Policy,
  type PolicyPort,
  type PolicyRule,
  type Selector,
} from "@modules/checks/model/pods/policies";
import { expect, test } from "vitest";

const NAMESPACES = ["a", "b"];
const VALUES = [undefined, "x", "y"];
const PORTS = [80, 443, 8080];
const PROTOCOLS = ["TCP", "UDP"];

/** All pods: in each namespace, one with each value of the label `app`. Each names a different port "web". */
const PODS: readonly Pod[] = NAMESPACES.flatMap((namespace) =>
  VALUES.map((app, index) => ({
    id: `${namespace}/${app}`,
    namespace,
    labels: (app === undefined ? {} : { app }) as Labels,
    ports: [{ name: "web", port: PORTS[index]! }],
  })),
);

/** Pseudorandom numbers from 0 to below the limit, the same in each run. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

type Draw = ReturnType<typeof random>;

function some<T>(draw: Draw, make: () => T): T[] {
  return Array.from({ length: draw(3) }, make);
}

function selector(draw: Draw, key: string, values: readonly string[]): Selector {
  const value = values[draw(values.length)]!;
  const operator = (["In", "NotIn", "Exists", "DoesNotExist"] as const)[draw(4)]!;
  const labels: Labels = draw(2) === 0 ? { [key]: value } : {};
  return { labels, expressions: draw(3) === 0 ? [{ key, operator, values: [value] }] : [] };
}

function peer(draw: Draw): Peer {
  const pods = selector(draw, "app", ["x", "y"]);
  const namespaces = selector(draw, "kubernetes.io/metadata.name", NAMESPACES);
  return [{ pods }, { namespaces }, { pods, namespaces }, { range: rangeOf("0.0.0.0/0")!, except: [] }][draw(4)]!;
}

function port(draw: Draw): PolicyPort {
  const protocol = PROTOCOLS[draw(2)]!;
  const number = `${PORTS[draw(3)]}`;
  return [{ protocol }, { protocol, port: number }, { protocol, port: number, end: 8000 }, { protocol, port: "web" }][
    draw(4)
  ]!;
}

function policy(draw: Draw, index: number): Policy {
  const rules = (): PolicyRule[] =>
    some(draw, () => ({ peers: some(draw, () => peer(draw)), ports: some(draw, () => port(draw)) }));
  return {
    path: `policy ${index}`,
    namespace: NAMESPACES[draw(2)]!,
    selector: selector(draw, "app", ["x", "y"]),
    ingress: draw(3) === 0 ? undefined : rules(),
    egress: draw(3) === 0 ? undefined : rules(),
  };
}

/** Pods that a selector of the label `app` selects, as the Kubernetes API documents it. */
function chosen({ labels, expressions }: Selector, labelOf: (pod: Pod) => string | undefined): Set<Pod> {
  let pods = [...PODS];
  for (const value of Object.values(labels)) {
    pods = pods.filter((pod) => labelOf(pod) === value);
  }
  for (const { operator, values } of expressions) {
    const having = pods.filter((pod) => labelOf(pod) !== undefined);
    const listed = pods.filter((pod) => values.some((value) => value === labelOf(pod)));
    const kept = { In: listed, NotIn: pods.filter((pod) => !listed.includes(pod)), Exists: having }[operator as string];
    pods = kept ?? pods.filter((pod) => !having.includes(pod));
  }
  return new Set(pods);
}

const app = (pod: Pod) => pod.labels.app;
const place = (pod: Pod) => pod.namespace;

/** Every single connection that the rules of the direction allow; undefined for pods that no policy limits. */
function allowed({ policies }: PodNetwork, direction: "ingress" | "egress", pod: Pod): Set<string> | undefined {
  const limits = policies.filter(
    (one) => one[direction] && one.namespace === pod.namespace && chosen(one.selector, app).has(pod),
  );
  const connections = new Set<string>();
  for (const { namespace, ...rest } of limits) {
    for (const { peers, ports } of rest[direction]!) {
      const others = peers.length === 0 ? PODS : peers.flatMap((one) => [...expand(one, namespace)]);
      for (const other of others) {
        const server = direction === "ingress" ? pod : other;
        for (const protocol of PROTOCOLS) {
          for (const number of PORTS) {
            const web = server.ports[0]!.port;
            const opens = ports.some((one) => {
              const first = one.port === "web" ? web : Number(one.port ?? 0);
              const last = one.port === undefined ? 65535 : (one.end ?? first);
              return one.protocol === protocol && number >= first && number <= last;
            });
            if (ports.length === 0 || opens) {
              connections.add(`${other.id} ${protocol} ${number}`);
            }
          }
        }
      }
    }
  }
  return limits.length === 0 ? undefined : connections;
}

function expand(one: Peer, namespace: string): Set<Pod> {
  if ("range" in one) {
    return new Set();
  }
  const pods = one.pods ? chosen(one.pods, app) : new Set(PODS);
  const near = one.namespaces
    ? chosen(one.namespaces, place)
    : new Set(PODS.filter((pod) => pod.namespace === namespace));
  return new Set([...pods].filter((pod) => near.has(pod)));
}

test("decides every connection of random clusters as the rules spelled out do", () => {
  const verdicts = { made: 0, refused: 0 };
  const different: string[] = [];
  for (let seed = 1; seed <= 150; seed++) {
    const draw = random(seed);
    const network: PodNetwork = {
      namespaces: new Map(NAMESPACES.map((name) => [name, {}])),
      policies: Array.from({ length: 1 + draw(4) }, (_, index) => policy(draw, index)),
    };
    const out = new Map(PODS.map((pod) => [pod, allowed(network, "egress", pod)]));
    const into = new Map(PODS.map((pod) => [pod, allowed(network, "ingress", pod)]));
    for (const client of PODS) {
      for (const server of PODS) {
        for (const protocol of PROTOCOLS) {
          for (const number of PORTS) {
            const made =
              (out.get(client)?.has(`${server.id} ${protocol} ${number}`) ?? true) &&
              (into.get(server)?.has(`${client.id} ${protocol} ${number}`) ?? true);
            const obstacle = obstacleOf(network, client, server, { protocol, port: number });
            if (made !== (obstacle === undefined)) {
              different.push(`seed ${seed}: ${client.id} to ${server.id} on ${protocol} ${number}: ${obstacle}`);
            }
            verdicts[made ? "made" : "refused"]++;
          }
        }
      }
    }
  }
  expect(different).toEqual([]);
  expect(Math.min(verdicts.made, verdicts.refused)).toBeGreaterThan(1000);
});

const orders: Pod = { id: "orders", namespace: "a", labels: { app: "orders" }, ports: [] };
const inRange = { range: rangeOf("10.0.0.0/8")!, except: [rangeOf("10.9.0.0/16")!] };
const toRange: Policy = {
  path: "policy",
  namespace: "a",
  selector: { labels: {}, expressions: [] },
  egress: [{ peers: [inRange], ports: [{ protocol: "TCP", port: "5432" }] }],
};

test.each([
  ["lets addresses of a range through", "10.1.0.0/32", 5432, undefined],
  ["refuses addresses that the range excepts", "10.9.1.0/32", 5432, "egress of orders through policy"],
  ["refuses other ports of the addresses", "10.1.0.0/32", 443, "egress of orders through policy"],
])("%s", (_, cidr, port, obstacle) => {
  const { family, first } = rangeOf(cidr)!;
  const network: PodNetwork = { namespaces: new Map(), policies: [toRange] };

  expect(obstacleOf(network, orders, { family, number: first }, { protocol: "TCP", port })).toBe(obstacle);
});

test("assumes that a pod of a chart has the labels of a peer's selector, unless its labels are known", () => {
  const selected: Selector = { labels: { app: "gateway" }, expressions: [] };
  const policies: Policy[] = [
    {
      path: "policy",
      namespace: "a",
      selector: { labels: {}, expressions: [] },
      ingress: [{ peers: [{ pods: selected }], ports: [] }],
    },
  ];
  const network: PodNetwork = { namespaces: new Map(), policies };
  const chart = (labels: Labels): Pod => ({ id: "chart", namespace: "a", labels, partial: true, ports: [] });
  const from = (client: Pod) => obstacleOf(network, client, orders, { protocol: "TCP", port: 80 });

  expect(from(chart({}))).toBeUndefined();
  expect(from(chart({ app: "other" }))).toBe("ingress of orders through policy");
});
