import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";
import { type Json, only } from "../../../../support/synth";

const PLACES = [
  ["production", "workloads"],
  ["production", "workloads-us-west-2"],
  ["development", "workloads"],
] as const;

function workloads(environment: string, stack = "workloads"): Json {
  return stacks[`phoenix-rooivalk-${environment}-${stack}`]!;
}

function manifest(json: Json, kind: string): Json {
  return Object.values<Json>(json.resource.kubernetes_manifest).find(({ manifest }) => manifest.kind === kind).manifest;
}

function settings(json: Json): string {
  return only(json, "kubernetes_config_map_v1").data["pgbouncer.ini"];
}

test.each(PLACES)("binds the application of %s %s to the region's own load balancer", (environment, stack) => {
  const binding = manifest(workloads(environment, stack), "TargetGroupBinding");

  expect(binding.metadata.namespace).toBe("phoenix-rooivalk");
  expect(binding.spec).toMatchObject({
    targetGroupARN: expect.stringContaining("aws_lb_target_group"),
    targetType: "ip",
    serviceRef: { name: "application", port: 443 },
  });
});

test("pools connections of clients over fewer of the database", () => {
  const text = settings(workloads("production"));

  expect(text).toContain("pool_mode = transaction");
  expect(text).toContain("default_pool_size = 200");
  expect(text).toContain("max_client_conn = 5000");
  expect(text).toMatch(/host=\$\{data\.terraform_remote_state\..*address\} port=5432/);
});

test("encrypts on both sides", () => {
  expect(settings(workloads("production"))).toContain("client_tls_sslmode = require");
  expect(settings(workloads("production"))).toContain("server_tls_sslmode = require");
});

test("asks the replica where the standby is, with that region's copy of the password", () => {
  const west = workloads("production", "workloads-us-west-2");
  const store = manifest(west, "ClusterSecretStore");

  expect(settings(west)).toContain("data-us-west-2");
  expect(store.spec.provider.aws).toEqual({ service: "SecretsManager", region: "us-west-2" });
});

test("keeps the password in a secret, in the form PgBouncer reads", () => {
  const { spec } = manifest(workloads("production"), "ExternalSecret");

  expect(spec.target.template.data).toEqual({ "userlist.txt": '"{{ .username }}" "{{ .password }}"' });
  expect(JSON.stringify(only(workloads("production"), "kubernetes_config_map_v1"))).not.toContain("password");
});

test("has the service under PostgreSQL's own port lead to where its pods listen", () => {
  const { spec } = only(workloads("production"), "kubernetes_service_v1");
  const [container] = only(workloads("production"), "kubernetes_deployment_v1").spec.template.spec.container;

  expect(spec.port).toMatchObject([{ port: 5432, target_port: "6432" }]);
  expect(container.readiness_probe).toMatchObject({ tcp_socket: [{ port: "6432" }] });
});

test("ends poolers once the transactions under way have ended", () => {
  const { spec } = only(workloads("production"), "kubernetes_deployment_v1").spec.template;
  const [{ exec }] = spec.container[0].lifecycle.pre_stop;

  // Its process is the first of the container, as no shell starts it.
  expect(spec.container[0].command[0]).toBe("/usr/bin/pgbouncer");
  expect(exec.command.join(" ")).toContain("kill -INT 1");
  expect(spec.termination_grace_period_seconds).toBe(60);
});

test("lets the pooler reach the database, and the application the pooler", () => {
  const policies = workloads("production").resource.kubernetes_network_policy_v1;

  expect(policies["pgbouncer-traffic"].spec.egress).toEqual([
    { to: [{ ip_block: { cidr: "10.0.0.0/16" } }], ports: [{ port: "5432", protocol: "TCP" }] },
  ]);
  expect(policies["application-traffic"].spec.egress[0]).toMatchObject({
    to: [{ pod_selector: { match_labels: { app: "pgbouncer" } } }],
    ports: [{ port: "6432" }],
  });
});
