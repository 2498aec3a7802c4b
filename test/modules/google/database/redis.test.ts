import { Redis, type RedisProps } from "@modules/google/database/redis";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { testKey, testVpc } from "../fixture";

function redis(props: Partial<RedisProps> = {}) {
  const json = synth((stack) => {
    new Redis(stack, "cache", {
      name: "shop-redis",
      memoryGibibytes: 5,
      privateServices: testVpc(stack).privateServices,
      key: testKey(stack),
      ...props,
    });
  });
  return only(json, "google_redis_instance");
}

test("requires a password and TLS, and is encrypted with the key", () => {
  expect(redis()).toMatchObject({
    auth_enabled: true,
    transit_encryption_mode: "SERVER_AUTHENTICATION",
    customer_managed_key: "${google_kms_crypto_key.key.id}",
  });
});

test("takes its address from the private services range, after the connection it needs", () => {
  expect(redis()).toMatchObject({
    connect_mode: "PRIVATE_SERVICE_ACCESS",
    reserved_ip_range: "vpc-services",
    authorized_network: expect.stringMatching(/^\$\{google_service_networking_connection\.\S+\.network\}$/),
  });
});

test("has a replica in a second zone and keeps daily snapshots", () => {
  expect(redis()).toMatchObject({
    tier: "STANDARD_HA",
    redis_version: "REDIS_7_0",
    region: "us-central1",
    persistence_config: { persistence_mode: "RDB", rdb_snapshot_period: "TWENTY_FOUR_HOURS" },
  });
  expect(redis({ highAvailability: false }).tier).toBe("BASIC");
});

test("has a maintenance window and deletion protection", () => {
  const { maintenance_policy, lifecycle } = redis({ maintenance: { day: "MONDAY", hour: 5 } });

  expect(maintenance_policy.weekly_maintenance_window).toEqual([
    { day: "MONDAY", start_time: { hours: 5, minutes: 0, seconds: 0, nanos: 0 } },
  ]);
  expect(lifecycle.prevent_destroy).toBe(true);
  expect(redis({ deletionProtection: false }).lifecycle.prevent_destroy).toBe(false);
});

test.each<[string, Partial<RedisProps>, string]>([
  ["too much memory", { memoryGibibytes: 301 }, "memoryGibibytes must be a whole number, 1 to 300, got 301"],
  ["a twenty-fifth hour", { maintenance: { day: "SUNDAY", hour: 24 } }, "cache: maintenance.hour must be"],
])("fails on %s", (_, props, message) => {
  expect(() => redis(props)).toThrow(message);
});
