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
  ["external-secrets", [{ crds: KEEP }, { crds: {} }], true],
  ["external-secrets", [{ installCRDs: false }], false],
  ["external-secrets", ["crds: {}"], false],
  ["charts/cert-manager", [{ crds: { enabled: true, keep: false } }], true],
  ["charts/cert-manager", [{ crds: { enabled: true } }], false],
  ["charts/cert-manager", [{ crds: { keep: false } }], false],
  ["metrics-server", [{}], false],
])("tells whether %s with %j takes its definitions with it", (chart, values, lost) => {
  expect(broken("helm-definitions-kept", chart, ...values)).toBe(lost);
});

test("asks for requests where the chart has none", () => {
  expect(broken("helm-requests", "metrics-server", {})).toBe(false);
  expect(broken("helm-requests", "prometheus-adapter", {})).toBe(true);
  expect(broken("helm-requests", "prometheus-adapter", "resources:\n  requests:\n    memory: 64Mi")).toBe(false);
});
