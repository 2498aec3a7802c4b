import type { Json } from "@modules/checks/json";
import { Namespace, type NamespaceProps } from "@modules/kubernetes/security/namespace";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function namespace(props: Partial<NamespaceProps> = {}): Json {
  return synth((stack) => new Namespace(stack, "production", { name: "production", ...props }));
}

function policies(json: Json): Record<string, Json> {
  const all = Object.values<Json>(json.resource.kubernetes_network_policy_v1 ?? {});
  return Object.fromEntries(all.map(({ metadata, spec }) => [metadata.name, spec]));
}

test("holds pods to the strictest level, and protects them", () => {
  expect(only(namespace(), "kubernetes_namespace_v1")).toMatchObject({
    metadata: {
      name: "production",
      labels: {
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/audit": "restricted",
      },
    },
    lifecycle: { prevent_destroy: true },
  });
});

test("admits more where it must, and still warns", () => {
  expect(only(namespace({ podSecurity: "privileged" }), "kubernetes_namespace_v1").metadata.labels).toMatchObject({
    "pod-security.kubernetes.io/enforce": "privileged",
    "pod-security.kubernetes.io/warn": "restricted",
  });
});

test("lets pods talk to nobody but the cluster's names", () => {
  const { "default-deny": deny, "allow-names": names, ...others } = policies(namespace());

  expect(others).toEqual({});
  expect(deny).toEqual({ pod_selector: {}, policy_types: ["Ingress", "Egress"], ingress: [], egress: [] });
  expect(names).toMatchObject({
    policy_types: ["Egress"],
    egress: [
      {
        to: [{ namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } } }],
        ports: [
          { port: "53", protocol: "UDP" },
          { port: "53", protocol: "TCP" },
        ],
      },
    ],
  });
});

test("puts Istio's proxies in, and lets them reach what leads them", () => {
  const json = namespace({ istioInjection: true });

  expect(only(json, "kubernetes_namespace_v1").metadata.labels["istio-injection"]).toBe("enabled");
  expect(policies(json)["allow-mesh"].egress).toMatchObject([{ ports: [{ port: "15012" }] }]);
});

test("leaves the network open where others say who talks", () => {
  expect(namespace({ isolated: false }).resource.kubernetes_network_policy_v1).toBeUndefined();
});

test("keeps pods unready until the load balancer reports them healthy, when asked", () => {
  const labelsOf = (props: Partial<NamespaceProps>) =>
    only(namespace(props), "kubernetes_namespace_v1").metadata.labels;

  expect(labelsOf({ readinessGates: true })).toMatchObject({ "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" });
  expect(labelsOf({})).not.toHaveProperty("elbv2.k8s.aws/pod-readiness-gate-inject");
});
