import type { Json } from "@modules/checks/json";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { deployment } from "./some-deployment";

function budget(maxUnavailable?: string): Json {
  return synth((stack) => new PodDisruptionBudget(stack, "budget", { target: deployment(stack), maxUnavailable }))
    .resource.kubernetes_pod_disruption_budget_v1.budget;
}

test("allows one unavailable pod by default", () => {
  expect(budget()).toMatchObject({
    metadata: { name: "api", namespace: "production" },
    spec: { max_unavailable: "1", selector: { match_labels: { app: "api" } } },
  });
});

test("accepts a percentage", () => {
  expect(budget("25%").spec.max_unavailable).toBe("25%");
});

test.each(["0", "0%", "-1", "some"])("fails on %s, with which no node could be drained", (value) => {
  expect(() => budget(value)).toThrow(
    `budget: maxUnavailable must be a number or percentage of pods above 0, such as "1" or "25%", got ${value}`,
  );
});

test("lets overrides replace arguments of the budget", () => {
  const json = synth((stack) => {
    const overrides = { metadata: { name: "renamed", namespace: "production" } };
    new PodDisruptionBudget(stack, "budget", { target: deployment(stack), overrides });
  });

  expect(json.resource.kubernetes_pod_disruption_budget_v1.budget.metadata.name).toBe("renamed");
});
