import type { Json } from "@modules/checks/json";
import { Namespace, type NamespaceProps } from "@modules/kubernetes/security/namespace";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
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

test("enforces the restricted level, and refuses deletion", () => {
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

test("enforces a lower level, and still warns about the restricted one", () => {
  expect(only(namespace({ podSecurity: "privileged" }), "kubernetes_namespace_v1").metadata.labels).toMatchObject({
    "pod-security.kubernetes.io/enforce": "privileged",
    "pod-security.kubernetes.io/warn": "restricted",
  });
});

test("denies all traffic except DNS", () => {
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

test("injects Istio's sidecars and lets them reach the control plane", () => {
  const json = namespace({ istioInjection: true });

  expect(only(json, "kubernetes_namespace_v1").metadata.labels["istio-injection"]).toBe("enabled");
  expect(policies(json)["allow-mesh"].egress).toMatchObject([{ ports: [{ port: "15012" }] }]);
});

test("makes no policies when it is not isolated", () => {
  expect(namespace({ isolated: false }).resource.kubernetes_network_policy_v1).toBeUndefined();
});

test("keeps pods unready until the load balancer reports them healthy, when asked", () => {
  const labelsOf = (props: Partial<NamespaceProps>) =>
    only(namespace(props), "kubernetes_namespace_v1").metadata.labels;

  expect(labelsOf({ readinessGates: true })).toMatchObject({ "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" });
  expect(labelsOf({})).not.toHaveProperty("elbv2.k8s.aws/pod-readiness-gate-inject");
});

test("refers to an existing namespace by name and makes no resource", () => {
  const json = synth((stack) => {
    const existing = Namespace.fromExisting(stack, "existing", { name: "reports" });
    new ServiceAccount(stack, "account", { name: "reader", namespace: existing.name });
  });

  expect(json.resource.kubernetes_namespace_v1).toBeUndefined();
  expect(only(json, "kubernetes_service_account_v1").metadata.namespace).toBe("reports");
});

test("lets overrides replace arguments of the namespace", () => {
  const json = namespace({ overrides: { lifecycle: { preventDestroy: false } } });

  expect(only(json, "kubernetes_namespace_v1").lifecycle).toEqual({ prevent_destroy: false });
});
