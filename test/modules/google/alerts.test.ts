/** Alert policies that the modules of Google Cloud add by default. */
import { postgresAlerts } from "@modules/google/database/postgres-alerts";
import { redisAlerts } from "@modules/google/database/redis-alerts";
import { gkeAlerts } from "@modules/google/gke/gke-alerts";
import { Nat } from "@modules/google/network/nat";
import { setAlerts } from "@modules/google/operations/default-alerts";
import { auditAlerts } from "@modules/google/security/audit-alerts";
import { resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { testVpc } from "./fixture";
import { CHANNELS } from "./operations/fixture";

const SQL = { tier: "db-custom-4-16384", maxStorageGibibytes: 100, highAvailability: true };

test("watches a database's limits by its tier and its largest storage", () => {
  const { connections, storage } = postgresAlerts("example-project:shop", SQL);

  expect(connections).toMatchObject({ above: 400, severity: "warning" });
  expect(storage).toMatchObject({ above: 0.9 * 100 * 2 ** 30, severity: "critical" });
});

test.each([
  ["db-custom-1-3840", 80],
  ["db-custom-2-7680", 320],
  ["db-custom-16-122880", 800],
])("takes the connections that Cloud SQL accepts with %s", (tier, above) => {
  expect(postgresAlerts("example-project:shop", { ...SQL, tier }).connections).toMatchObject({ above });
});

test("alerts at four fifths of the connections of the flag, where one is set", () => {
  const flags = { max_connections: "250" };

  expect(postgresAlerts("example-project:shop", { ...SQL, flags }).connections).toMatchObject({ above: 200 });
});

test("misses a standby or a replica only where there is one", () => {
  expect(postgresAlerts("shop", SQL)).toHaveProperty("no-standby");
  expect(postgresAlerts("shop", { ...SQL, highAvailability: false })).not.toHaveProperty("no-standby");
  expect(redisAlerts("shop", { highAvailability: true })).toHaveProperty("lag");
  expect(redisAlerts("shop", { highAvailability: false })).not.toHaveProperty("lag");
});

test("watches nodes, pods and the control plane of one cluster", () => {
  const alerts = Object.entries(gkeAlerts("shop"));

  expect(alerts.map(([name]) => name)).toEqual(
    expect.arrayContaining(["failed-nodes", "no-capacity", "pending-pods", "api-server-errors", "node-disk"]),
  );
  expect(alerts.filter(([, spec]) => !/["\\]shop["\\]/.test(JSON.stringify(spec)))).toEqual([]);
});

test("names the gateway in the alerts that a module makes", () => {
  const json = synth((stack) => {
    setAlerts(stack, { alerts: CHANNELS });
    new Nat(stack, "nat", { name: "shop-nat", vpc: testVpc(stack), subnets: ["nodes"] });
  });
  const policies = resources(json, "google_monitoring_alert_policy");

  expect(policies.map(({ display_name }) => display_name).sort()).toEqual([
    "shop-nat-dropped-packets",
    "shop-nat-ports",
  ]);
  expect(policies.every((policy) => JSON.stringify(policy.conditions).includes('gateway_name = \\"shop-nat\\"'))).toBe(
    true,
  );
});

test("alerts on changes that the pipeline did not make, and on every destroyed key", () => {
  const { firewall, "key-destruction": destruction } = auditAlerts({ exceptAccounts: ["apply@example.com"] });

  expect(JSON.stringify(firewall)).toContain('principalEmail != \\"apply@example.com\\"');
  expect(destruction).toMatchObject({ severity: "critical" });
  expect(JSON.stringify(destruction)).not.toContain("apply@example.com");
});
