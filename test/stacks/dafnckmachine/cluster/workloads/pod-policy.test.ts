import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { AGENTS, API } from "../../../../../stacks/dafnckmachine/cluster/pods";
import { networkPolicy, workloads } from "../objects";

test.each([AGENTS, API])("lets pods of %s connect to the database, the caches and the Pod Identity agent", (name) => {
  const rules: Json[] = networkPolicy(name).egress;

  expect(rules[0]).toMatchObject({
    to: [{ ip_block: { cidr: production.network.cidr } }],
    ports: [{ port: String(POSTGRES_PORT) }, { port: String(REDIS_PORT) }],
  });
  expect(rules[1]).toMatchObject({ to: [{ ip_block: { cidr: "169.254.170.23/32" } }], ports: [{ port: "80" }] });
});

test.each([AGENTS, API])("lets pods of %s send log records to Fluentd", (name) => {
  expect(networkPolicy(name).egress.at(-1)).toMatchObject({
    to: [{ namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "logging" } } }],
    ports: [{ port: "9880" }],
  });
});

test("opens nothing to Fluentd in an environment that collects no logs", () => {
  const policies = Object.values<Json>(workloads("development").kubernetes_network_policy_v1);

  expect(JSON.stringify(policies)).not.toContain('"9880"');
});
