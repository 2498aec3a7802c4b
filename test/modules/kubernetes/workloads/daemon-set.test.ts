import type { Json } from "@modules/checks/json";
import { DaemonSet, type DaemonSetProps } from "@modules/kubernetes/workloads/daemon-set";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const SHIPPER: DaemonSetProps = {
  name: "fluentd",
  namespace: "logging",
  tolerations: [{ key: "gpu", effect: "NoSchedule" }],
  container: {
    image: "fluent/fluentd:v1.18.0",
    requests: { cpu: "100m", memory: "200Mi" },
    limits: { memory: "512Mi" },
  },
};

function daemonSet(props: Partial<DaemonSetProps> = {}): Json {
  return synth((stack) => new DaemonSet(stack, "logs", { ...SHIPPER, ...props })).resource.kubernetes_daemon_set_v1
    .logs;
}

test("tolerates every taint by default, or only the given ones", () => {
  expect(daemonSet().spec.template.spec.toleration).toEqual([{ operator: "Exists" }]);
  expect(daemonSet({ everyNode: false }).spec.template.spec.toleration).toMatchObject([{ key: "gpu" }]);
});

test("stays off Fargate nodes", () => {
  const { node_affinity } = daemonSet().spec.template.spec.affinity;

  expect(node_affinity.required_during_scheduling_ignored_during_execution.node_selector_term).toEqual([
    { match_expressions: [{ key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] }] },
  ]);
});

test("replaces the pods of a tenth of the nodes at a time", () => {
  expect(daemonSet().spec.strategy).toEqual({ type: "RollingUpdate", rolling_update: { max_unavailable: "10%" } });
});

test("selects the labels of its own pods", () => {
  const { metadata, spec } = daemonSet();

  expect(metadata).toMatchObject({ name: "fluentd", namespace: "logging" });
  expect(spec.template.metadata.labels).toEqual(spec.selector.match_labels);
});

test("lets overrides replace arguments of the daemon set", () => {
  expect(daemonSet({ overrides: { waitForRollout: true } }).wait_for_rollout).toBe(true);
});
