import { charts } from "@modules/checks/policies/kubernetes/charts";
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { expect, test } from "vitest";

function broken(id: string, chart: string, ...values: readonly (object | string)[]): boolean {
  const texts = values.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const json = { resource: { helm_release: { it: { chart, values: texts } } } };
  return (
    violations(charts.find((rule) => rule.id === id)!, new Resources([{ id: "shop", json, isProtected: true }]))
      .length > 0
  );
}

const KEEP = { annotations: { "helm.sh/resource-policy": "keep" } };

test.each([
  ["external-secrets", [{ installCRDs: true }], true],
  ["external-secrets", [{ crds: KEEP }], false],
  ["external-secrets", [{ crds: KEEP }, { crds: {} }], false],
  ["external-secrets", [{ crds: KEEP }, { crds: { annotations: { "helm.sh/resource-policy": "delete" } } }], true],
  ["external-secrets", [{ installCRDs: false }], false],
  ["external-secrets", ["crds: {}"], false],
  ["charts/cert-manager", [{ crds: { enabled: true, keep: false } }], true],
  ["charts/cert-manager", [{ crds: { enabled: true } }], false],
  ["charts/cert-manager", [{ crds: { keep: false } }], false],
  ["metrics-server", [{}], false],
])("tells whether %s with %j takes its definitions with it", (chart, values, lost) => {
  expect(broken("helm-definitions-kept", chart, ...values)).toBe(lost);
});

/** Whether a release with settings in place of values breaks the rule. */
function brokenBySettings(id: string, chart: string, settings: Readonly<Record<string, unknown>>): boolean {
  const set = Object.entries(settings).map(([name, value]) => ({ name, value }));
  const json = { resource: { helm_release: { it: { chart, set } } } };
  const all = new Resources([{ id: "shop", json, isProtected: true }]);
  return violations(charts.find((rule) => rule.id === id)!, all).length > 0;
}

test("reads settings like values", () => {
  const lost = (settings: object) => brokenBySettings("helm-definitions-kept", "external-secrets", { ...settings });

  expect(lost({ replicaCount: 2 })).toBe(true);
  expect(lost({ installCRDs: "false" })).toBe(false);
  expect(lost({ "crds.annotations.helm\\.sh/resource-policy": "keep" })).toBe(false);
  expect(
    brokenBySettings("helm-definitions-kept", "cert-manager", { "crds.enabled": true, "crds.keep": "false" }),
  ).toBe(true);
  expect(brokenBySettings("helm-requests", "cert-manager", { "resources.requests.memory": "64Mi" })).toBe(false);
});

test("asks for requests where the chart has none", () => {
  expect(broken("helm-requests", "cert-manager", '${file("values.yaml")}')).toBe(false);
  expect(broken("helm-requests", "metrics-server", {})).toBe(false);
  expect(broken("helm-requests", "prometheus-adapter", {})).toBe(true);
  expect(broken("helm-requests", "prometheus-adapter", "resources:\n  requests:\n    memory: 64Mi")).toBe(false);
});
