import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import {
  INTAKE_PORT,
  METRICS_PORT,
} from "../../../../../../../stacks/dafnckmachine/cluster/observability/logging/fluentd/configuration";
import { NAMESPACES } from "../../../../../../../stacks/dafnckmachine/cluster/pods";
import { stacks } from "../../../../../../support/stacks";

const stack = stacks["dafnckmachine-production-observability"]!;
const { resource } = stack;
const APPLICATIONS = [NAMESPACES.agents, NAMESPACES.api];

test("disables the image's edits of its configuration, which a config map makes read-only", () => {
  const { volume, container } = resource.kubernetes_daemon_set_v1.fluentd.spec.template.spec;

  expect(volume).toContainEqual(expect.objectContaining({ name: "configuration", config_map: expect.anything() }));
  expect(container[0].env).toContainEqual({ name: "FLUENT_ELASTICSEARCH_SED_DISABLE", value: "true" });
});

test("opens the HTTP input to the applications' namespaces, and metrics to Prometheus", () => {
  const { ingress } = resource.kubernetes_network_policy_v1["fluentd-policy"].spec;
  const namespaces = ({ from }: Json) =>
    from.map((peer: Json) => Object.values(peer.namespace_selector.match_labels)[0]);

  expect(resource.kubernetes_service_v1["fluentd-intake"].spec).toMatchObject({
    type: "ClusterIP",
    port: [{ port: INTAKE_PORT }],
  });
  expect(ingress.map(({ ports }: Json) => ports)).toEqual(
    [INTAKE_PORT, METRICS_PORT].map((port) => [{ port: String(port), protocol: "TCP" }]),
  );
  expect(ingress.map(namespaces)).toEqual([APPLICATIONS, ["monitoring"]]);
});

test("lets pods of applications connect to Fluentd", () => {
  const policies = Object.values<Json>(resource.kubernetes_network_policy_v1).filter(
    ({ metadata }) => metadata.name === "allow-fluentd",
  );

  expect(policies.map(({ metadata }) => metadata.namespace)).toEqual(APPLICATIONS);
  for (const { spec } of policies) {
    expect(spec.egress[0]).toMatchObject({
      to: [{ pod_selector: { match_labels: { app: "fluentd" } } }],
      ports: [{ port: String(INTAKE_PORT) }],
    });
  }
});

test("lets Fluentd read pods and namespaces, and nothing else", () => {
  expect(only(stack, "kubernetes_cluster_role_v1").rule).toEqual([
    { api_groups: [""], resources: ["pods", "namespaces"], verbs: ["get", "list", "watch"] },
  ]);
});
