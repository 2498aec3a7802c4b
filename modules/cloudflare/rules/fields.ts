/**
 * Fields of the Rules language by the lowest plan that has them; `.*` stands for all fields with this prefix.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/
 */
import { type Plan, planIncludes } from "../zone/plan";
import type { Phase } from "./phases";

const FIELDS: Readonly<Record<Plan, readonly string[]>> = {
  free: [
    "cf.client.bot",
    "cf.edge.client_tcp",
    "cf.edge.server_ip",
    "cf.edge.server_port",
    "cf.hostname.metadata",
    "cf.random_seed",
    "cf.ray_id",
    "cf.response.*",
    "cf.timings.*",
    "cf.tls_cipher",
    "cf.tls_ciphers_sha1",
    "cf.tls_client_auth.*",
    "cf.tls_client_extensions_sha1",
    "cf.tls_client_extensions_sha1_le",
    "cf.tls_client_hello_length",
    "cf.tls_client_random",
    "cf.tls_version",
    "cf.verified_bot_category",
    "cf.waf.credential_check.password_leaked",
    "cf.worker.upstream_zone",
    "cf.zone.name",
    "cf.zone.plan",
    "http.cookie",
    "http.host",
    "http.referer",
    "http.request.accepted_languages",
    "http.request.body.mime",
    "http.request.full_uri",
    "http.request.headers",
    "http.request.headers.*",
    "http.request.method",
    "http.request.timestamp.msec",
    "http.request.timestamp.sec",
    "http.request.uri",
    "http.request.uri.args",
    "http.request.uri.args.names",
    "http.request.uri.args.values",
    "http.request.uri.path",
    "http.request.uri.path.extension",
    "http.request.uri.query",
    "http.request.version",
    "http.response.code",
    "http.response.content_type.media_type",
    "http.response.headers",
    "http.response.headers.*",
    "http.user_agent",
    "http.x_forwarded_for",
    "ip.src",
    "ip.src.*",
    "raw.http.request.*",
    "raw.http.response.*",
  ],
  pro: ["cf.waf.credential_check.username_and_password_leaked", "http.request.cookies"],
  business: [
    "cf.waf.score.class",
    "ip.src.is_in_european_union",
    "ip.src.subdivision_1_iso_code",
    "ip.src.subdivision_2_iso_code",
  ],
  // Some need an add-on as well, such as Bot Management.
  enterprise: [
    "cf.api_gateway.*",
    "cf.bot_management.*",
    "cf.llm.*",
    "cf.waf.auth_detected",
    "cf.waf.content_scan.*",
    "cf.waf.credential_check.*",
    "cf.waf.score",
    "cf.waf.score.*",
    "http.request.body.*",
    "http.request.jwt.*",
  ],
};

/** Fields that rate limits may use by plan; the enterprise plan has all of them: https://developers.cloudflare.com/waf/rate-limiting-rules/ */
const RATE_LIMIT_FIELDS: Readonly<Record<Plan, readonly string[]>> = {
  free: ["cf.client.bot", "http.request.uri.path"],
  pro: ["http.host", "http.request.full_uri", "http.request.uri", "http.request.uri.query"],
  business: ["http.request.method", "http.user_agent", "ip.src"],
  enterprise: [],
};

/** Lowest plan that has a field in a phase, or undefined for an unknown field. */
export function planOf(field: string, phase: Phase): Plan | undefined {
  const known = leastOf(FIELDS, field);
  if (phase !== "http_ratelimit" || !known) {
    return known;
  }
  const limited = leastOf(RATE_LIMIT_FIELDS, field) ?? "enterprise";
  return planIncludes(limited, known) ? limited : known;
}

/** Lowest plan in a table. An entry for the field itself has precedence over an entry for its family. */
function leastOf(table: Readonly<Record<Plan, readonly string[]>>, field: string): Plan | undefined {
  const listed = Object.entries(table) as [Plan, readonly string[]][];
  const families = (fields: readonly string[]) =>
    fields.some((family) => family.endsWith(".*") && field.startsWith(family.slice(0, -1)));
  return (listed.find(([, fields]) => fields.includes(field)) ?? listed.find(([, fields]) => families(fields)))?.[0];
}

/** Fields that the API accepts but that no longer have a meaning, with the reason. */
export const OBSOLETE_FIELDS: Readonly<Record<string, string>> = {
  "cf.threat_score":
    "is always 0: https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/cf.threat_score/",
};

/** Whether the field belongs to the response, so that it has no value before the origin has responded. */
export function isResponseField(field: string): boolean {
  return /^(http\.response|raw\.http\.response|cf\.response)\./.test(field);
}
