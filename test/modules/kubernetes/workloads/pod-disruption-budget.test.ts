import type { Json } from "@modules/checks/json";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { deployment } from "./some-deployment";

function budget(maxUnavailable?: string): Json {
  return synth((stack) => new PodDisruptionBudget(stack, "budget", { target: deployment(stack), maxUnavailable }))
    .resource.kubernetes_pod_disruption_budget_v1.budget;
}

test("lets one pod of the workload go at a time", () => {
  expect(budget()).toMatchObject({
    metadata: { name: "api", namespace: "production" },
    spec: { max_unavailable: "1", selector: { match_labels: { app: "api" } } },
  });
});

test("takes percent", () => {
  expect(budget("25%").spec.max_unavailable).toBe("25%");
});

test.each(["0", "0%", "-1", "some"])("fails on %s, which would never let a node go", (value) => {
  expect(() => budget(value)).toThrow(
    `budget: maxUnavailable must be a number of pods or percent above 0, got ${value}`,
  );
});
