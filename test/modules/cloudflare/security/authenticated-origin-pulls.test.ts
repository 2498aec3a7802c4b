import { X509Certificate } from "node:crypto";
import { AuthenticatedOriginPulls } from "@modules/cloudflare/security/authenticated-origin-pulls";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { exampleZone } from "../support";

const YEAR = 365 * 24 * 60 * 60 * 1000;

test("has Cloudflare show its certificate to the zone's origins", () => {
  const json = synth((stack) => {
    new AuthenticatedOriginPulls(stack, "origin-pulls", { zone: exampleZone(stack) });
  });

  expect(only(json, "cloudflare_authenticated_origin_pulls_settings")).toMatchObject({
    zone_id: "${cloudflare_zone.zone.id}",
    enabled: true,
  });
});

test("knows the authority of that certificate, unchanged and with a year to go", () => {
  const authority = new X509Certificate(ORIGIN_PULL_AUTHORITY);

  expect(authority.subject).toContain("CN=origin-pull.cloudflare.net");
  // Signed by itself: a changed character would break it.
  expect(authority.verify(authority.publicKey)).toBe(true);
  expect(Date.parse(authority.validTo)).toBeGreaterThan(Date.now() + YEAR);
});
