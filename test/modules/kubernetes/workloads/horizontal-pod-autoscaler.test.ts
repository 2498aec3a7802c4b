import type { Json } from "@modules/checks/json";
import {
  HorizontalPodAutoscaler,
  type HorizontalPodAutoscalerProps,
} from "@modules/kubernetes/workloads/horizontal-pod-autoscaler";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { deployment } from "./some-deployment";

function autoscaler(props: Partial<HorizontalPodAutoscalerProps> = {}): Json {
  return synth((stack) => {
    const limits = { name: "api-hpa", minReplicas: 3, maxReplicas: 50, cpuPercent: 70 };
    new HorizontalPodAutoscaler(stack, "autoscaler", { ...limits, target: deployment(stack), ...props });
  }).resource.kubernetes_horizontal_pod_autoscaler_v2.autoscaler;
}

test("refers to its deployment", () => {
  expect(autoscaler()).toMatchObject({
    metadata: { name: "api-hpa", namespace: "production" },
    spec: {
      min_replicas: 3,
      max_replicas: 50,
      scale_target_ref: { api_version: "apps/v1", kind: "Deployment", name: "api" },
    },
  });
});

test("scales by CPU, memory and metrics of the pods", () => {
  const { metric } = autoscaler({ memoryPercent: 80, podMetrics: { requests_per_second: "100" } }).spec;

  expect(metric).toEqual([
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", average_utilization: 70 } } },
    { type: "Resource", resource: { name: "memory", target: { type: "Utilization", average_utilization: 80 } } },
    {
      type: "Pods",
      pods: { metric: { name: "requests_per_second" }, target: { type: "AverageValue", average_value: "100" } },
    },
  ]);
});

test("scales up fast and down slowly", () => {
  expect(autoscaler().spec.behavior).toEqual({
    scale_up: [
      {
        stabilization_window_seconds: 60,
        select_policy: "Max",
        policy: [{ type: "Percent", value: 100, period_seconds: 60 }],
      },
    ],
    scale_down: [
      {
        stabilization_window_seconds: 300,
        select_policy: "Max",
        policy: [{ type: "Percent", value: 10, period_seconds: 60 }],
      },
    ],
  });
});

test("scales up with the given behavior", () => {
  const { scale_up } = autoscaler({
    scaleUp: { stabilizationSeconds: 0, percent: 50, periodSeconds: 15 },
  }).spec.behavior;

  expect(scale_up).toMatchObject([{ stabilization_window_seconds: 0, policy: [{ value: 50, period_seconds: 15 }] }]);
});

test.each<[string, Partial<HorizontalPodAutoscalerProps>, string]>([
  ["no metrics", { cpuPercent: undefined }, "cpuPercent, memoryPercent or podMetrics must be given, got none"],
  ["a maximum below the minimum", { maxReplicas: 2 }, "maxReplicas must be at least minReplicas (3), got 2"],
])("fails on %s", (_, props, message) => {
  expect(() => autoscaler(props)).toThrow(message);
});

test("fails on a minimum of no replicas", () => {
  expect(() => autoscaler({ minReplicas: 0 })).toThrow("minReplicas must be a whole number of at least 1, got 0");
});

test("lets overrides replace arguments of the autoscaler", () => {
  const overrides = { metadata: { name: "renamed", namespace: "production" } };

  expect(autoscaler({ overrides }).metadata.name).toBe("renamed");
});
