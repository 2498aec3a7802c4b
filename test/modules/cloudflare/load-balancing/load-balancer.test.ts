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
  const shared = { accountId: ACCOUNT, description: "A place", monitor: monitor(stack) };
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

test("asks by a name that origins of several addresses share", () => {
  const header = (props: Partial<MonitorProps> = {}) =>
    only(
      synth((stack) => void monitor(stack, props)),
      "cloudflare_load_balancer_monitor",
    ).header;

  expect(header({ hostHeader: "api.example.com" })).toEqual({ Host: ["api.example.com"] });
  expect(header()).toBeUndefined();
});

test("asks with the settings of a zone, where it is told one", () => {
  const asked = synth((stack) => void monitor(stack, { zone: exampleZone(stack) }));
  const alone = synth((stack) => void monitor(stack));

  expect(only(asked, "cloudflare_load_balancer_monitor").probe_zone).toBe("example.com");
  expect(only(alone, "cloudflare_load_balancer_monitor")).not.toHaveProperty("probe_zone");
});

test("fails over in the order of its pools, and to the first when all are ill", () => {
  expect(only(balancer(), "cloudflare_load_balancer")).toMatchObject({
    name: "www.example.com",
    proxied: true,
    steering_policy: "off",
    default_pools: ["${cloudflare_load_balancer_pool.aws.id}", "${cloudflare_load_balancer_pool.google.id}"],
    fallback_pool: "${cloudflare_load_balancer_pool.aws.id}",
  });
});

test("sets no time to live, which a proxied name cannot have", () => {
  expect(only(balancer(), "cloudflare_load_balancer").ttl).toBeUndefined();
});

test("falls back on another pool where it is told to", () => {
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

test("asks for health over TLS that is checked, and follows no redirect", () => {
  expect(only(balancer(), "cloudflare_load_balancer_monitor")).toMatchObject({
    type: "https",
    path: "/health",
    expected_codes: "200",
    follow_redirects: false,
    allow_insecure: false,
    interval: 60,
  });
});

test("lists the origins of a pool as Cloudflare answers them, by the name each wants to be asked", () => {
  const json = synth((stack) => {
    new Pool(stack, "pool", {
      accountId: ACCOUNT,
      name: "pool",
      description: "A place",
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

test("mails when a pool or an origin falls ill or recovers", () => {
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
  ["a name of another zone", () => balancer("www.example.org"), "www: name must be example.com or below it"],
  [
    "no pool",
    () =>
      synth((stack) => {
        new LoadBalancer(stack, "www", { zone: exampleZone(stack), name: "example.com", description: "", pools: [] });
      }),
    "pools must have at least one, got none",
  ],
  ["a pool of nothing", () => synth((stack) => pools(stack, { origins: {} })), "origins must have at least one"],
  [
    "asking too often",
    () => synth((stack) => monitor(stack, { intervalSeconds: 5 })),
    "intervalSeconds must be a whole number, 10 to 3600, got 5",
  ],
  [
    "waiting longer than until the next question",
    () => synth((stack) => monitor(stack, { intervalSeconds: 10, timeoutSeconds: 10 })),
    "timeoutSeconds must be a whole number, 1 to 9, got 10",
  ],
  [
    "a path without a slash",
    () => synth((stack) => monitor(stack, { path: "health" })),
    "path must begin with a slash",
  ],
  [
    "an alert to nobody",
    () =>
      synth((stack) => {
        new HealthAlert(stack, "alert", { accountId: ACCOUNT, name: "pools", pools: pools(stack), emails: [] });
      }),
    "emails must name at least one mailbox, got none",
  ],
])("fails on %s", (_, define, message) => {
  expect(define).toThrow(message);
});
