import { describe, expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import type { Json } from "../../../support/synth";

const { resource } = stacks["freeagentics-production-cloudflare-edge"]!;

/** Rules of a phase, in their order. */
function rules(phase: string): Json[] {
  const ruleset = Object.values<Json>(resource.cloudflare_ruleset).find((one) => one.phase === phase);
  return ruleset?.rules;
}

test("puts the API and the application before the load balancer's certified name, behind Cloudflare", () => {
  const records = Object.values<Json>(resource.cloudflare_dns_record);

  expect(records.map(({ name }) => name)).toEqual(["api.freeagentics.com", "app.freeagentics.com"]);
  for (const record of records) {
    expect(record).toMatchObject({ type: "CNAME", content: "origin.aws.freeagentics.com", proxied: true, ttl: 1 });
  }
  const { aws_acm_certificate } = stacks["freeagentics-production-load-balancing"]!.resource;
  expect(aws_acm_certificate.certificate.domain_name).toBe("origin.aws.freeagentics.com");
});

describe("caches", () => {
  const [api, assets, files] = rules("http_request_cache_settings");

  test("no answer of the API", () => {
    expect(api).toMatchObject({
      expression: '(http.host eq "api.freeagentics.com")',
      action_parameters: { cache: false },
    });
  });

  test("the application's assets for an hour, and none of its pages", () => {
    expect(assets.action_parameters).toMatchObject({
      cache: true,
      edge_ttl: { mode: "override_origin", default: 3600 },
      browser_ttl: { mode: "override_origin", default: 14_400 },
    });
    expect(assets.expression).toMatch(/http\.host eq "app\.freeagentics\.com" and .*\.extension in \{"css" "js" /);
    expect(assets.expression).not.toMatch(/"(pdf|csv|docx?|xlsx?|zip|html)"/);
  });

  test("static files last, so that they win, and not the API's", () => {
    expect(files.action_parameters).toMatchObject({
      edge_ttl: { default: 2_592_000 },
      browser_ttl: { default: 31_536_000 },
    });
    expect(files.expression).toContain('starts_with(http.request.uri.path, "/static/")');
    expect(files.expression).toContain('http.host ne "api.freeagentics.com"');
  });
});

test("asks origins under a trusted certificate, the API's at a high security level", () => {
  expect(rules("http_config_settings")).toMatchObject([
    {
      expression: '(http.host eq "api.freeagentics.com")',
      action_parameters: { ssl: "strict", security_level: "high" },
    },
    { expression: '(http.host eq "app.freeagentics.com")', action_parameters: { ssl: "strict" } },
  ]);
});

test("blocks bots that Cloudflare does not know, and no others", () => {
  const [bots] = rules("http_request_firewall_custom");

  expect(bots).toMatchObject({ description: "Block Bad Bots", action: "block", enabled: true });
  expect(bots.expression).toMatch(/^\(not cf\.client\.bot and \(/);
});

test("challenges what looks like an attack, by a score that is still counted", () => {
  const [, suspicious] = rules("http_request_firewall_custom");

  expect(suspicious).toMatchObject({ description: "Challenge Suspicious", action: "managed_challenge", enabled: true });
  expect(suspicious.expression).toBe('(cf.waf.score.class in {"attack" "likely_attack"})');
});

test("lets a client ask the API a hundred times a minute", () => {
  expect(rules("http_ratelimit")).toMatchObject([
    {
      action: "block",
      expression: '(http.request.uri.path contains "/api/")',
      ratelimit: { period: 60, requests_per_period: 100, mitigation_timeout: 60 },
    },
  ]);
});

test("challenges floods, and refuses what OWASP's rules score at forty", () => {
  const [flood] = rules("ddos_l7");
  const [, owasp] = rules("http_request_firewall_managed");

  expect(flood.action_parameters.overrides).toEqual({ sensitivity_level: "default", action: "managed_challenge" });
  expect(owasp.action_parameters.overrides.rules[0].score_threshold).toBe(40);
});

test("lets no two caches keep one name's answers", () => {
  const aliases = stacks["freeagentics-production-edge"]!.resource.aws_cloudfront_distribution.cdn.aliases;
  const names = Object.values<Json>(resource.cloudflare_dns_record).map(({ name }) => name);

  expect(aliases.filter((alias: string) => names.includes(alias))).toEqual([]);
});
