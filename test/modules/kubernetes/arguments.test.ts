import { limitFaults } from "@modules/checks/checks/arguments";
import type { Json } from "@modules/checks/json";
import { ARGUMENTS } from "@modules/kubernetes/arguments";
import { NAMES } from "@modules/kubernetes/names";
import { expect, test } from "vitest";

function faults(type: string, attributes: Json): string[] {
  return limitFaults({ path: "it", attributes }, ARGUMENTS[type]!);
}

/** A deployment with these fields in its container. */
function container(fields: Json): Json {
  return { metadata: { name: "api" }, spec: { template: { spec: { container: [fields] } } } };
}

test("accepts a valid deployment", () => {
  const fields = {
    name: "api",
    image: "registry:5000/api:v1.0.0",
    image_pull_policy: "IfNotPresent",
    port: [{ name: "http", container_port: 3000, protocol: "TCP" }],
    env: [{ name: "NODE_ENV", value: "production" }],
    resources: { requests: { cpu: "250m", memory: "256Mi" } },
    liveness_probe: { period_seconds: 10 },
  };

  expect(faults("kubernetes_deployment_v1", container(fields))).toEqual([]);
});

test.each<[string, Json]>([
  ["an image with the tag latest", { image: "example/api:latest" }],
  ["an image without a tag", { image: "registry:5000/api" }],
  ["an unknown pull policy", { image_pull_policy: "Sometimes" }],
  ["a port name of sixteen characters", { port: [{ name: "a-name-too-long-x" }] }],
  ["a port name without a letter", { port: [{ name: "8080" }] }],
  ["a port above 65535", { port: [{ container_port: 65536 }] }],
  ["an environment variable that begins with a digit", { env: [{ name: "1ST" }] }],
  ["memory in an unknown unit", { resources: { limits: { memory: "512mb" } } }],
  ["a probe without a period", { startup_probe: { period_seconds: 0 } }],
])("fails on %s", (_, fields) => {
  expect(faults("kubernetes_deployment_v1", container(fields))).toHaveLength(1);
});

test.each<[string, string, Json]>([
  ["a namespace with upper-case letters", "kubernetes_namespace_v1", { metadata: { name: "Production" } }],
  ["a label of 64 characters", "kubernetes_namespace_v1", { metadata: { labels: { app: "x".repeat(64) } } }],
  ["a service that begins with a digit", "kubernetes_service_v1", { metadata: { name: "1st" } }],
  ["a cron job with a name of 53 characters", "kubernetes_cron_job_v1", { metadata: { name: "x".repeat(53) } }],
  ["an unknown service type", "kubernetes_service_v1", { spec: { type: "Internal" } }],
  ["an unknown policy type", "kubernetes_network_policy_v1", { spec: { policy_types: ["Inbound"] } }],
  ["a range of versions", "helm_release", { version: "~> 1.0" }],
  ["a repository without TLS", "helm_release", { repository: "http://charts.example.com" }],
  ["an unknown kind of subject", "kubernetes_role_binding_v1", { subject: [{ kind: "Team", name: "a" }] }],
])("fails on %s", (_, type, attributes) => {
  expect(faults(type, attributes)).toHaveLength(1);
});

test("fails on a disruption budget with both limits", () => {
  expect(faults("kubernetes_pod_disruption_budget_v1", { spec: { max_unavailable: "1", min_available: "1" } })).toEqual(
    [expect.stringContaining("only one of spec.max_unavailable, spec.min_available may be set")],
  );
});

test("accepts release names of at most 53 characters", () => {
  const { pattern } = NAMES.helm_release!.name!;

  expect([pattern.test("x".repeat(53)), pattern.test("x".repeat(54))]).toEqual([true, false]);
});
