import type { Json } from "@modules/checks/json";
import { describe, expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { stacks } from "../../../support/stacks";

const { resource } = stacks["freeagentics-production-cloudflare-edge"]!;
const { zone } = production.cloudflare!;

/** Rules of a phase's ruleset, in order. */
function rules(phase: string): Json[] {
  const ruleset = Object.values<Json>(resource.cloudflare_ruleset).find((one) => one.phase === phase);
  return ruleset?.rules;
}

test("proxies the API and the application to a name that the load balancer's certificate covers", () => {
  const records = Object.values<Json>(resource.cloudflare_dns_record);

  expect(records.map(({ name }) => name)).toEqual([`api.${zone}`, `app.${zone}`]);
  for (const record of records) {
    expect(record).toMatchObject({ type: "CNAME", content: `origin.${production.domain}`, proxied: true, ttl: 1 });
  }
  const { aws_acm_certificate } = stacks["freeagentics-production-load-balancing"]!.resource;
  expect(aws_acm_certificate.certificate.domain_name).toBe(`origin.${production.domain}`);
});

describe("cache rules", () => {
  const [api, assets, files] = rules("http_request_cache_settings");

  test("cache no response of the API", () => {
    expect(api).toMatchObject({
      expression: `(http.host eq "api.${zone}")`,
      action_parameters: { cache: false },
    });
  });

  test("cache the application's assets for an hour, but not its pages", () => {
    expect(assets.action_parameters).toMatchObject({
      cache: true,
      edge_ttl: { mode: "override_origin", default: 3600 },
      browser_ttl: { mode: "override_origin", default: 14_400 },
    });
    expect(assets.expression).toContain(`http.host eq "app.${zone}" and `);
    expect(assets.expression).toMatch(/\.extension in \{"css" "js" /);
    expect(assets.expression).not.toMatch(/"(pdf|csv|docx?|xlsx?|zip|html)"/);
  });

  test("end with static files of every host but the API's, because the last matching rule wins", () => {
    expect(files.action_parameters).toMatchObject({
      edge_ttl: { default: 2_592_000 },
      browser_ttl: { default: 31_536_000 },
    });
    expect(files.expression).toContain('starts_with(http.request.uri.path, "/static/")');
    expect(files.expression).toContain(`http.host ne "api.${zone}"`);
  });
});

test("verifies the origin's certificate, and gives the API a high security level", () => {
  expect(rules("http_config_settings")).toMatchObject([
    {
      expression: `(http.host eq "api.${zone}")`,
      action_parameters: { ssl: "strict", security_level: "high" },
    },
    { expression: `(http.host eq "app.${zone}")`, action_parameters: { ssl: "strict" } },
  ]);
});

test("blocks bad user agents unless Cloudflare has verified the bot", () => {
  const [bots] = rules("http_request_firewall_custom");

  expect(bots).toMatchObject({ description: "Block Bad Bots", action: "block", enabled: true });
  expect(bots.expression).toMatch(/^\(not cf\.client\.bot and \(/);
});

test("challenges likely attacks by the WAF attack score", () => {
  const [, suspicious] = rules("http_request_firewall_custom");

  expect(suspicious).toMatchObject({ description: "Challenge Suspicious", action: "managed_challenge", enabled: true });
  expect(suspicious.expression).toBe('(cf.waf.score.class in {"attack" "likely_attack"})');
});

test("limits a client to a hundred API requests a minute, and to twenty that authenticate", () => {
  expect(rules("http_ratelimit")).toMatchObject([
    {
      action: "block",
      expression: '(starts_with(http.request.uri.path, "/api/v1/auth/"))',
      ratelimit: { period: 60, requests_per_period: 20, mitigation_timeout: 60 },
    },
    {
      action: "block",
      expression: '(http.request.uri.path contains "/api/")',
      ratelimit: { period: 60, requests_per_period: 100, mitigation_timeout: 60 },
    },
  ]);
});

test("sets security headers of the API and the application, which CloudFront does not see", () => {
  expect(rules("http_response_headers_transform")).toMatchObject([
    {
      expression: '(http.host in {"api.freeagentics.com" "app.freeagentics.com"})',
      action_parameters: {
        headers: {
          "X-Frame-Options": { operation: "set", value: "DENY" },
          "Referrer-Policy": { operation: "set", value: "strict-origin-when-cross-origin" },
        },
      },
    },
  ]);
});

test("challenges HTTP floods, and blocks requests that the OWASP rules score at forty", () => {
  const [flood] = rules("ddos_l7");
  const [, owasp] = rules("http_request_firewall_managed");

  expect(flood.action_parameters.overrides).toEqual({ sensitivity_level: "default", action: "managed_challenge" });
  expect(owasp.action_parameters.overrides.rules[0].score_threshold).toBe(40);
});

test("shares no name with CloudFront, so that no response passes through two caches", () => {
  const aliases = stacks["freeagentics-production-edge"]!.resource.aws_cloudfront_distribution.cdn.aliases;
  const names = Object.values<Json>(resource.cloudflare_dns_record).map(({ name }) => name);

  expect(aliases.filter((alias: string) => names.includes(alias))).toEqual([]);
});
