import type { Json } from "@modules/checks/json";
import { Dnssec } from "@modules/cloudflare/zone/dnssec";
import { planIncludes } from "@modules/cloudflare/zone/plan";
import { TieredCaching } from "@modules/cloudflare/zone/tiered-caching";
import { Zone } from "@modules/cloudflare/zone/zone";
import { ZoneSettings, type ZoneSettingsProps } from "@modules/cloudflare/zone/zone-settings";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { ACCOUNT, exampleZone } from "../support";

function settings(props: Partial<ZoneSettingsProps> = {}): Record<string, Json> {
  const json = synth((stack) => new ZoneSettings(stack, "settings", { zone: exampleZone(stack), ...props }));
  const found = Object.values<Json>(json.resource.cloudflare_zone_setting);
  return Object.fromEntries(found.map(({ setting_id, value }) => [setting_id, value]));
}

test("protects a zone from deletion by default", () => {
  const { zone } = synth((stack) => exampleZone(stack)).resource.cloudflare_zone;

  expect(zone).toMatchObject({
    name: "example.com",
    account: { id: ACCOUNT },
    type: "full",
    lifecycle: { prevent_destroy: true },
  });
});

test("lets a zone be deleted without deletion protection", () => {
  const json = synth((stack) => {
    new Zone(stack, "zone", { domain: "example.com", accountId: ACCOUNT, plan: "free", deletionProtection: false });
  });

  expect(only(json, "cloudflare_zone").lifecycle).toEqual({ prevent_destroy: false });
});

test("requires TLS 1.2 and trusted certificates of origins", () => {
  expect(settings()).toMatchObject({
    ssl: "strict",
    min_tls_version: "1.2",
    tls_1_3: "on",
    "0rtt": "off",
    always_use_https: "on",
    automatic_https_rewrites: "on",
  });
});

test("makes browsers refuse plain HTTP for a year, without preloading", () => {
  expect(settings().security_header).toEqual({
    strict_transport_security: {
      enabled: true,
      max_age: 31_536_000,
      include_subdomains: true,
      preload: false,
      nosniff: true,
    },
  });
});

test.each<[string, Partial<ZoneSettingsProps>, string]>([
  ["more than a year", { strictTransportSeconds: 63_072_000 }, "strictTransportSeconds must be a whole number, 0 to"],
  [
    "less than a year with preloading",
    { strictTransportSeconds: 300, preload: true },
    "settings: strictTransportSeconds must be 31536000 to preload, got 300",
  ],
])("fails on strict transport of %s", (_, props, message) => {
  expect(() => settings(props)).toThrow(message);
});

test("enables DNSSEC", () => {
  const json = synth((stack) => new Dnssec(stack, "dnssec", { zone: exampleZone(stack) }));

  expect(only(json, "cloudflare_zone_dnssec")).toMatchObject({
    zone_id: "${cloudflare_zone.zone.id}",
    status: "active",
  });
});

test("enables tiered caching before the smart topology", () => {
  const json = synth((stack) => new TieredCaching(stack, "tiers", { zone: exampleZone(stack) }));
  const [tiers] = Object.keys(json.resource.cloudflare_argo_tiered_caching);

  expect(only(json, "cloudflare_argo_tiered_caching").value).toBe("on");
  expect(only(json, "cloudflare_tiered_cache")).toMatchObject({
    value: "on",
    depends_on: [`cloudflare_argo_tiered_caching.${tiers}`],
  });
});

test("includes the features of lesser plans", () => {
  expect([planIncludes("business", "pro"), planIncludes("pro", "pro"), planIncludes("free", "pro")]).toEqual([
    true,
    true,
    false,
  ]);
});

test("refers to an existing zone by its attributes and makes no resource", () => {
  const json = synth((stack) => {
    const zone = Zone.fromExisting(stack, "zone", { id: ACCOUNT, name: "example.com", plan: "pro" });
    new Dnssec(stack, "dnssec", { zone });
    expect(zone).toMatchObject({ name: "example.com", plan: "pro" });
  });

  expect(json.resource.cloudflare_zone).toBeUndefined();
  expect(only(json, "cloudflare_zone_dnssec").zone_id).toBe(ACCOUNT);
});

test("lets overrides replace arguments of each resource", () => {
  const { resource } = synth((stack) => {
    const zone = new Zone(stack, "zone", {
      domain: "example.com",
      accountId: ACCOUNT,
      plan: "free",
      overrides: { paused: true },
    });
    new Dnssec(stack, "dnssec", { zone, overrides: { status: "disabled" } });
    new TieredCaching(stack, "tiers", { zone, overrides: { value: "off" } });
  });

  expect(only({ resource }, "cloudflare_zone").paused).toBe(true);
  expect(only({ resource }, "cloudflare_zone_dnssec").status).toBe("disabled");
  expect(only({ resource }, "cloudflare_tiered_cache").value).toBe("off");
});

test("adds settings and replaces values of its own settings", () => {
  expect(settings({ overrides: { websockets: "on", min_tls_version: "1.3" } })).toMatchObject({
    websockets: "on",
    min_tls_version: "1.3",
    ssl: "strict",
  });
});
