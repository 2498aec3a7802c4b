import { X509Certificate } from "node:crypto";
import { AuthenticatedOriginPulls } from "@modules/cloudflare/security/authenticated-origin-pulls";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { exampleZone } from "../support";

const YEAR = 365 * 24 * 60 * 60 * 1000;

test("makes Cloudflare present the certificate that its own authority signs", () => {
  const json = synth((stack) => {
    new AuthenticatedOriginPulls(stack, "origin-pulls", { zone: exampleZone(stack) });
  });

  expect(only(json, "cloudflare_zone_setting")).toMatchObject({
    zone_id: "${cloudflare_zone.zone.id}",
    setting_id: "tls_client_auth",
    value: "on",
  });
});

test("uploads no certificate, so it leaves the zone-level switch off", () => {
  const json = synth((stack) => {
    new AuthenticatedOriginPulls(stack, "origin-pulls", { zone: exampleZone(stack) });
  });

  expect(json.resource).not.toHaveProperty("cloudflare_authenticated_origin_pulls_settings");
});

test("contains the CA certificate of that certificate, which is valid for another year", () => {
  const authority = new X509Certificate(ORIGIN_PULL_AUTHORITY);

  expect(authority.subject).toContain("CN=origin-pull.cloudflare.net");
  // The certificate is self-signed, so a changed character breaks its signature.
  expect(authority.verify(authority.publicKey)).toBe(true);
  expect(Date.parse(authority.validTo)).toBeGreaterThan(Date.now() + YEAR);
});

test("lets overrides replace arguments of the setting", () => {
  const json = synth((stack) => {
    new AuthenticatedOriginPulls(stack, "origin-pulls", {
      zone: exampleZone(stack),
      overrides: { settingId: "replaced" },
    });
  });

  expect(only(json, "cloudflare_zone_setting").setting_id).toBe("replaced");
});
