import type { Json } from "@modules/checks/json";
import { NetworkPolicy, type NetworkPolicyProps } from "@modules/kubernetes/network/network-policy";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function policy(props: Partial<NetworkPolicyProps>): Json {
  const json = synth((stack) => {
    new NetworkPolicy(stack, "policy", { name: "api", namespace: "production", pods: { app: "api" }, ...props });
  });
  return only(json, "kubernetes_network_policy_v1").spec;
}

test("restricts only the directions that it lists", () => {
  expect(policy({ ingress: [] })).toMatchObject({ policy_types: ["Ingress"], ingress: [] });
  expect(policy({ egress: [] })).toMatchObject({ policy_types: ["Egress"], egress: [] });
});

test("allows pods of its own and of other namespaces, and CIDR blocks", () => {
  const peers = [
    { pods: { app: "web" } },
    { namespace: "monitoring" },
    { namespace: "ingress-nginx", pods: { app: "controller" } },
    { cidr: "10.0.0.0/16", except: ["10.0.1.0/24"] },
  ];

  expect(policy({ ingress: [{ peers, ports: [{ port: 3000 }] }] }).ingress).toEqual([
    {
      from: [
        { pod_selector: { match_labels: { app: "web" } } },
        { namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "monitoring" } } },
        {
          namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "ingress-nginx" } },
          pod_selector: { match_labels: { app: "controller" } },
        },
        { ip_block: { cidr: "10.0.0.0/16", except: ["10.0.1.0/24"] } },
      ],
      ports: [{ port: "3000", protocol: "TCP" }],
    },
  ]);
});

test("allows ports to any peer, and any port to a peer", () => {
  expect(policy({ egress: [{ ports: [{ port: 443 }] }, { peers: [{ pods: {} }] }] }).egress).toEqual([
    { ports: [{ port: "443", protocol: "TCP" }] },
    { to: [{ pod_selector: {} }] },
  ]);
});

test("fails without ingress and egress", () => {
  expect(() => policy({})).toThrow("policy: ingress or egress must be given, got neither");
});

test("lets overrides replace arguments of the policy", () => {
  const json = synth((stack) => {
    new NetworkPolicy(stack, "policy", {
      name: "api",
      namespace: "production",
      pods: {},
      ingress: [],
      overrides: { metadata: { name: "renamed", namespace: "production" } },
    });
  });

  expect(only(json, "kubernetes_network_policy_v1").metadata.name).toBe("renamed");
});
