/** Zones and records of Cloudflare. */
import type { Json } from "../../json";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";

const YEAR_SECONDS = 31_536_000;

/** Id of the zone of a mended example. */
const ZONE = "${cloudflare_zone.it.id}";

/** Resource of a mended example: a setting of its zone. */
const setting = (setting_id: string, value: Json) => ({
  cloudflare_zone_setting: { it: { zone_id: ZONE, setting_id, value } },
});

/** Values of a zone's settings by id. */
function settingsOf(zone: Resource, all: Resources): Json {
  const settings = all.companions(zone, "cloudflare_zone_setting");
  return Object.fromEntries(settings.map(({ block }) => [block.setting_id, block.value]));
}

/** Whether a record proves the ownership of a name to a certificate authority, which must see the record unchanged. */
function isProof({ name }: Json): boolean {
  return String(name).startsWith("_") || String(name).includes("${");
}

export const cloudflareZones: readonly Rule[] = [
  {
    id: "cloudflare-zone-strict",
    name: "zones verify the certificates of origins",
    type: "cloudflare_zone",
    severity: "high",
    topic: "encryption in transit",
    holds: (zone, all) => settingsOf(zone, all).ssl === "strict",
    fix: 'add a cloudflare_zone_setting that sets ssl to "strict"',
    broken: { name: "example.com" },
    mended: { name: "example.com" },
    beside: setting("ssl", "strict"),
    page: "https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/",
  },
  {
    id: "cloudflare-zone-client-certificate",
    name: "zones present a client certificate to origins",
    type: "cloudflare_zone",
    severity: "medium",
    topic: "authentication",
    holds: (zone, all) => settingsOf(zone, all).tls_client_auth === "on",
    fix: 'add a cloudflare_zone_setting that sets tls_client_auth to "on"',
    broken: { name: "example.com" },
    mended: { name: "example.com" },
    beside: setting("tls_client_auth", "on"),
    page: "https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/",
  },
  {
    id: "cloudflare-origin-pulls-certificate",
    name: "authenticated origin pulls of a zone have a certificate",
    type: "cloudflare_authenticated_origin_pulls_settings",
    severity: "high",
    topic: "authentication",
    // Without an uploaded certificate this switch presents none, and origins that demand one refuse the zone.
    holds: (pulls, all) =>
      pulls.block.enabled !== true ||
      all.of("cloudflare_authenticated_origin_pulls_certificate").some(({ stack }) => stack === pulls.stack),
    fix: "add a cloudflare_authenticated_origin_pulls_certificate",
    broken: { zone_id: "zone", enabled: true },
    mended: { zone_id: "zone", enabled: true },
    beside: { cloudflare_authenticated_origin_pulls_certificate: { it: { zone_id: "zone" } } },
    page: "https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/set-up/zone-level/",
  },
  {
    id: "cloudflare-zone-tls",
    name: "zones refuse TLS below 1.2",
    type: "cloudflare_zone",
    severity: "high",
    topic: "encryption in transit",
    holds: (zone, all) => ["1.2", "1.3"].includes(settingsOf(zone, all).min_tls_version),
    fix: 'add a cloudflare_zone_setting that sets min_tls_version to "1.2"',
    broken: { name: "example.com" },
    mended: { name: "example.com" },
    beside: setting("min_tls_version", "1.2"),
    page: "https://developers.cloudflare.com/ssl/edge-certificates/additional-options/minimum-tls/",
  },
  {
    id: "cloudflare-zone-https",
    name: "zones redirect to HTTPS",
    type: "cloudflare_zone",
    severity: "high",
    topic: "encryption in transit",
    holds: (zone, all) => settingsOf(zone, all).always_use_https === "on",
    fix: 'add a cloudflare_zone_setting that sets always_use_https to "on"',
    broken: { name: "example.com" },
    mended: { name: "example.com" },
    beside: setting("always_use_https", "on"),
    page: "https://developers.cloudflare.com/ssl/edge-certificates/additional-options/always-use-https/",
  },
  {
    id: "cloudflare-zone-hsts",
    name: "zones keep browsers on HTTPS for a year",
    type: "cloudflare_zone",
    severity: "medium",
    topic: "encryption in transit",
    unprotected: "ignore",
    holds: (zone, all) => {
      const transport = settingsOf(zone, all).security_header?.strict_transport_security;
      return transport?.enabled === true && transport.max_age >= YEAR_SECONDS;
    },
    fix: `add a cloudflare_zone_setting that sets security_header with max_age ${YEAR_SECONDS}`,
    broken: { name: "example.com" },
    mended: { name: "example.com" },
    beside: setting("security_header", { strict_transport_security: { enabled: true, max_age: YEAR_SECONDS } }),
    page: "https://developers.cloudflare.com/ssl/edge-certificates/additional-options/http-strict-transport-security/",
  },
  {
    id: "cloudflare-zone-dnssec",
    name: "zones sign their answers",
    type: "cloudflare_zone",
    severity: "medium",
    topic: "network",
    unprotected: "ignore",
    holds: (zone, all) => all.companions(zone, "cloudflare_zone_dnssec").some(({ block }) => block.status === "active"),
    fix: 'add a cloudflare_zone_dnssec with the status "active", and give its DS record to the registrar',
    broken: { name: "example.com" },
    mended: { name: "example.com" },
    beside: { cloudflare_zone_dnssec: { it: { zone_id: ZONE, status: "active" } } },
    page: "https://developers.cloudflare.com/dns/dnssec/",
  },
  {
    id: "cloudflare-record-proxied",
    name: "names of origins are proxied",
    type: "cloudflare_dns_record",
    severity: "high",
    topic: "network",
    holds: ({ block }) => !["A", "AAAA", "CNAME"].includes(block.type) || block.proxied === true || isProof(block),
    fix: "set proxied; otherwise the address of the origin is public",
    broken: { name: "api.example.com", type: "CNAME", content: "origin.example.net", proxied: false },
    mended: { name: "api.example.com", type: "CNAME", content: "origin.example.net", proxied: true },
    page: "https://developers.cloudflare.com/dns/proxy-status/",
  },
];
