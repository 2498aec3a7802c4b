import type { Json } from "@modules/checks/json";
import { HealthAlert } from "@modules/cloudflare/load-balancing/health-alert";
import { LoadBalancer } from "@modules/cloudflare/load-balancing/load-balancer";
import { Monitor, type MonitorProps } from "@modules/cloudflare/load-balancing/monitor";
import { Pool, type PoolProps } from "@modules/cloudflare/load-balancing/pool";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { ACCOUNT, exampleZone } from "../support";

function monitor(stack: TerraformStack, props: Partial<MonitorProps> = {}): Monitor {
  return new Monitor(stack, "monitor", { accountId: ACCOUNT, description: "Health", ...props });
}

function pools(stack: TerraformStack, props: Partial<PoolProps> = {}): Pool[] {
  const shared = { accountId: ACCOUNT, description: "A location", monitor: monitor(stack) };
  return ["aws", "google"].map(
    (name) =>
      new Pool(stack, name, { ...shared, name, origins: { [name]: { address: `${name}.example.net` } }, ...props }),
  );
}

function balancer(name = "www.example.com"): Json {
  return synth((stack) => {
    const zone = exampleZone(stack);
    new LoadBalancer(stack, "www", { zone, name, description: "Site", pools: pools(stack) });
  });
}

test("sends the host header in health checks", () => {
  const header = (props: Partial<MonitorProps> = {}) =>
    only(
      synth((stack) => void monitor(stack, props)),
      "cloudflare_load_balancer_monitor",
    ).header;

  expect(header({ hostHeader: "api.example.com" })).toEqual({ Host: ["api.example.com"] });
  expect(header()).toBeUndefined();
});

test("applies the settings of a zone to health checks", () => {
  const withZone = synth((stack) => void monitor(stack, { zone: exampleZone(stack) }));
  const withoutZone = synth((stack) => void monitor(stack));

  expect(only(withZone, "cloudflare_load_balancer_monitor").probe_zone).toBe("example.com");
  expect(only(withoutZone, "cloudflare_load_balancer_monitor")).not.toHaveProperty("probe_zone");
});

test("fails over in the order of its pools, and falls back to the first", () => {
  expect(only(balancer(), "cloudflare_load_balancer")).toMatchObject({
    name: "www.example.com",
    proxied: true,
    steering_policy: "off",
    default_pools: ["${cloudflare_load_balancer_pool.aws.id}", "${cloudflare_load_balancer_pool.google.id}"],
    fallback_pool: "${cloudflare_load_balancer_pool.aws.id}",
  });
});

test("sets no TTL, because the name is proxied", () => {
  expect(only(balancer(), "cloudflare_load_balancer").ttl).toBeUndefined();
});

test("falls back to the pool it is given", () => {
  const json = synth((stack) => {
    const all = pools(stack);
    const zone = exampleZone(stack);
    new LoadBalancer(stack, "www", {
      zone,
      name: "example.com",
      description: "Site",
      pools: all,
      fallbackPool: all[1],
    });
  });

  expect(only(json, "cloudflare_load_balancer").fallback_pool).toBe("${cloudflare_load_balancer_pool.google.id}");
});

test("checks health over HTTPS, verifies the certificate and follows no redirect", () => {
  expect(only(balancer(), "cloudflare_load_balancer_monitor")).toMatchObject({
    type: "https",
    path: "/health",
    expected_codes: "200",
    follow_redirects: false,
    allow_insecure: false,
    interval: 60,
  });
});

test("sorts the origins of a pool by name and sends each its host header", () => {
  const json = synth((stack) => {
    new Pool(stack, "pool", {
      accountId: ACCOUNT,
      name: "pool",
      description: "A location",
      monitor: monitor(stack),
      origins: { b: { address: "b.example.net", hostHeader: "www.example.net" }, a: { address: "a.example.net" } },
    });
  });

  expect(only(json, "cloudflare_load_balancer_pool")).toMatchObject({
    monitor: "${cloudflare_load_balancer_monitor.monitor.id}",
    origins: [
      { name: "a", address: "a.example.net" },
      { name: "b", address: "b.example.net", header: { host: ["www.example.net"] } },
    ],
  });
});

test("sends mail when a pool or an origin changes its health", () => {
  const json = synth((stack) => {
    new HealthAlert(stack, "alert", {
      accountId: ACCOUNT,
      name: "pools",
      pools: pools(stack),
      emails: ["a@example.com"],
    });
  });

  expect(only(json, "cloudflare_notification_policy")).toMatchObject({
    alert_type: "load_balancing_health_alert",
    enabled: true,
    filters: { pool_id: ["${cloudflare_load_balancer_pool.aws.id}", "${cloudflare_load_balancer_pool.google.id}"] },
    mechanisms: { email: [{ id: "a@example.com" }] },
  });
});

test.each<[string, () => unknown, string]>([
  ["a name outside the zone", () => balancer("www.example.org"), "www: name must be example.com or a name below it"],
  [
    "a load balancer without pools",
    () =>
      synth((stack) => {
        new LoadBalancer(stack, "www", { zone: exampleZone(stack), name: "example.com", description: "", pools: [] });
      }),
    "pools must be a list of at least one pool, got none",
  ],
  [
    "a pool without origins",
    () => synth((stack) => pools(stack, { origins: {} })),
    "origins must be a list of at least one",
  ],
  [
    "an interval below ten seconds",
    () => synth((stack) => monitor(stack, { intervalSeconds: 5 })),
    "intervalSeconds must be a whole number, 10 to 3600, got 5",
  ],
  [
    "a timeout as long as the interval",
    () => synth((stack) => monitor(stack, { intervalSeconds: 10, timeoutSeconds: 10 })),
    "timeoutSeconds must be a whole number, 1 to 9, got 10",
  ],
  [
    "a path without a slash",
    () => synth((stack) => monitor(stack, { path: "health" })),
    "path must be a path that begins with a slash, got health",
  ],
  [
    "an alert without recipients",
    () =>
      synth((stack) => {
        new HealthAlert(stack, "alert", { accountId: ACCOUNT, name: "pools", pools: pools(stack), emails: [] });
      }),
    "emails must be a list of at least one address, got none",
  ],
])("fails on %s", (_, define, message) => {
  expect(define).toThrow(message);
});

test("lets overrides replace arguments of each resource", () => {
  const { resource } = synth((stack) => {
    const checks = monitor(stack, { overrides: { port: 8443 } });
    const pool = new Pool(stack, "pool", {
      accountId: ACCOUNT,
      name: "pool",
      description: "A location",
      origins: { only: { address: "192.0.2.1" } },
      monitor: checks,
      overrides: { latitude: 52.5, longitude: 13.4 },
    });
    new LoadBalancer(stack, "www", {
      zone: exampleZone(stack),
      name: "www.example.com",
      description: "Site",
      pools: [pool],
      overrides: { steeringPolicy: "random" },
    });
    new HealthAlert(stack, "alert", {
      accountId: ACCOUNT,
      name: "pools",
      pools: [pool],
      emails: ["a@example.com"],
      overrides: { enabled: false },
    });
  });

  expect(only({ resource }, "cloudflare_load_balancer_monitor").port).toBe(8443);
  expect(only({ resource }, "cloudflare_load_balancer_pool").latitude).toBe(52.5);
  expect(only({ resource }, "cloudflare_load_balancer").steering_policy).toBe("random");
  expect(only({ resource }, "cloudflare_notification_policy").enabled).toBe(false);
});
