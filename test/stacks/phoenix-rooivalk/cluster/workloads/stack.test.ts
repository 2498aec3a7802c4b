import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT } from "@modules/core/ports";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../../support/stacks";

const { region } = production.recovery!;
const { pooler, service } = production.workloads;

function workloads(environment: string, stack = "workloads"): Json {
  return stacks[`phoenix-rooivalk-${environment}-${stack}`]!;
}

function manifest(json: Json, kind: string): Json {
  return resources(json, "kubernetes_manifest").find(({ manifest }) => manifest.kind === kind)?.manifest;
}

function pgbouncerIni(json: Json): string {
  return only(json, "kubernetes_config_map_v1").data["pgbouncer.ini"];
}

test.each([
  ["production", "workloads"],
  ["production", `workloads-${region}`],
  ["development", "workloads"],
])("binds the application of %s %s to the load balancer of its region", (environment, stack) => {
  const binding = manifest(workloads(environment, stack), "TargetGroupBinding");

  expect(binding.metadata.namespace).toBe(production.kubernetes.application.namespace);
  expect(binding.spec).toMatchObject({
    targetGroupARN: expect.stringContaining("aws_lb_target_group"),
    targetType: "ip",
    serviceRef: service,
  });
});

test("pools transactions over the environment's number of connections", () => {
  const text = pgbouncerIni(workloads("production"));

  expect(text).toContain("pool_mode = transaction");
  expect(text).toContain(`default_pool_size = ${pooler.poolSize}`);
  expect(text).toContain(`max_client_conn = ${pooler.maxClients}`);
  expect(text).toMatch(
    new RegExp(String.raw`host=\$\{data\.terraform_remote_state\..*address\} port=${POSTGRES_PORT}`),
  );
});

test("requires TLS of clients and of the database", () => {
  expect(pgbouncerIni(workloads("production"))).toContain("client_tls_sslmode = require");
  expect(pgbouncerIni(workloads("production"))).toContain("server_tls_sslmode = require");
});

test("connects to the replica of the standby's region with that region's replica of the password", () => {
  const standby = workloads("production", `workloads-${region}`);
  const store = manifest(standby, "ClusterSecretStore");

  expect(pgbouncerIni(standby)).toContain(`data-${region}`);
  expect(store.spec.provider.aws).toEqual({ service: "SecretsManager", region });
});

test("keeps both logins of the application in a Secret, in PgBouncer's format", () => {
  const { spec } = manifest(workloads("production"), "ExternalSecret");

  expect(spec.target.template.data).toEqual({
    "userlist.txt": '"{{ .username }}" "{{ .password }}"\n"{{ .previousUsername }}" "{{ .previousPassword }}"\n',
  });
  expect(JSON.stringify(only(workloads("production"), "kubernetes_config_map_v1"))).not.toContain("password");
});

test("maps PostgreSQL's port of the service to PgBouncer's port of the pods", () => {
  const { spec } = only(workloads("production"), "kubernetes_service_v1");
  const [container] = only(workloads("production"), "kubernetes_deployment_v1").spec.template.spec.container;

  expect(spec.port).toMatchObject([{ port: POSTGRES_PORT, target_port: "6432" }]);
  expect(container.readiness_probe).toMatchObject({ tcp_socket: [{ port: "6432" }] });
});

test("shuts PgBouncer down after open transactions have finished", () => {
  const { spec } = only(workloads("production"), "kubernetes_deployment_v1").spec.template;
  const [{ exec }] = spec.container[0].lifecycle.pre_stop;

  // PgBouncer is process 1, because no shell starts it.
  expect(spec.container[0].command[0]).toBe("/usr/bin/pgbouncer");
  expect(exec.command.join(" ")).toContain("kill -INT 1");
  expect(spec.termination_grace_period_seconds).toBe(60);
});

test("lets the pooler connect to the database, and the application to the pooler", () => {
  const policies = workloads("production").resource.kubernetes_network_policy_v1;

  expect(policies["pgbouncer-traffic"].spec.egress).toEqual([
    { to: [{ ip_block: { cidr: production.network.cidr } }], ports: [{ port: `${POSTGRES_PORT}`, protocol: "TCP" }] },
  ]);
  expect(policies["application-traffic"].spec.egress[0]).toMatchObject({
    to: [{ pod_selector: { match_labels: { app: "pgbouncer" } } }],
    ports: [{ port: "6432" }],
  });
});

test("lets the application reach the sessions, the replicas of the database and the pooler", () => {
  const json = workloads("production").resource.kubernetes_network_policy_v1;
  const rules = Object.values<Json>(json).find(({ metadata }) => metadata.name === "application")!.spec.egress;
  const data = rules.find(({ to }: Json) => to[0].ip_block?.cidr === production.network.cidr);

  expect(data.ports.map(({ port }: Json) => port)).toEqual(["6379", `${POSTGRES_PORT}`]);
});
