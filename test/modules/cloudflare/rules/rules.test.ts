import type { Json } from "@modules/checks/json";
import { CacheRule } from "@modules/cloudflare/rules/cache-rule";
import { ConfigurationRule } from "@modules/cloudflare/rules/configuration-rule";
import { DdosOverride } from "@modules/cloudflare/rules/ddos-override";
import { FirewallRule } from "@modules/cloudflare/rules/firewall-rule";
import { ManagedWaf } from "@modules/cloudflare/rules/managed-waf";
import { OriginRule } from "@modules/cloudflare/rules/origin-rule";
import { RateLimit, type RateLimitProps } from "@modules/cloudflare/rules/rate-limit";
import { Redirect } from "@modules/cloudflare/rules/redirect";
import { ResponseHeaders } from "@modules/cloudflare/rules/response-headers";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import type { Plan } from "@modules/cloudflare/zone/plan";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import { exampleZone } from "../support";

/** The only ruleset that the rules make. */
function ruleset(define: (stack: TerraformStack, rules: ZoneRules) => void, plan: Plan = "business"): Json {
  const json = synth((stack) => define(stack, new ZoneRules(stack, "rules", { zone: exampleZone(stack, plan) })));
  return only(json, "cloudflare_ruleset");
}

const matching = { description: "Some", expression: 'http.host eq "api.example.com"' };

describe("a managed WAF", () => {
  test("runs the Cloudflare and OWASP rulesets, and blocks from a score of 40", () => {
    const { phase, rules } = ruleset((stack, rules) => new ManagedWaf(stack, "waf", { rules }));

    expect(phase).toBe("http_request_firewall_managed");
    expect(rules).toMatchObject([
      { action: "execute", action_parameters: { id: "efb7b8c949ac4650a09736dc376e9aee" } },
      {
        action: "execute",
        action_parameters: {
          id: "4814384a9e5d4991b9815dcfc25d2f1f",
          overrides: { rules: [{ id: "6179ae15870a4bb7b2d480d4843b323c", score_threshold: 40 }] },
        },
      },
    ]);
  });

  test("fails on the free plan", () => {
    expect(() => ruleset((stack, rules) => new ManagedWaf(stack, "waf", { rules }), "free")).toThrow(
      "waf: rules must be of a zone on a paid plan, got free",
    );
  });
});

test("challenges floods at the highest sensitivity, the default of the API", () => {
  const { phase, rules } = ruleset((stack, rules) => new DdosOverride(stack, "ddos", { rules }));

  expect(phase).toBe("ddos_l7");
  expect(rules).toMatchObject([
    {
      expression: "true",
      action: "execute",
      action_parameters: {
        id: "4d21379b4f9f4bb088e0729962c8b3cf",
        overrides: { sensitivity_level: "default", action: "managed_challenge" },
      },
    },
  ]);
});

describe("a rate limit", () => {
  const limit = (props: Partial<RateLimitProps> = {}, plan?: Plan) =>
    ruleset((stack, rules) => new RateLimit(stack, "limit", { rules, ...matching, requests: 100, ...props }), plan);

  test("blocks a client for a minute when it exceeds the limit of a minute", () => {
    expect(limit()).toMatchObject({
      phase: "http_ratelimit",
      rules: [
        {
          action: "block",
          ratelimit: {
            characteristics: ["cf.colo.id", "ip.src"],
            period: 60,
            requests_per_period: 100,
            mitigation_timeout: 60,
          },
        },
      ],
    });
  });

  test("sets no timeout for a challenge", () => {
    expect(limit({ action: "managed_challenge" }).rules[0].ratelimit.mitigation_timeout).toBe(0);
  });

  test.each<[string, Partial<RateLimitProps>, Plan, string]>([
    ["a period of a minute on the free plan", {}, "free", "periodSeconds must be 10 on the free plan, got 60"],
    [
      "a period of an hour on the business plan",
      { periodSeconds: 3600 },
      "business",
      "periodSeconds must be 10 or 60 or 120 or",
    ],
    ["a period that no plan has", { periodSeconds: 30 }, "enterprise", "periodSeconds must be 10 or 60"],
    [
      "a timeout of a day on the pro plan",
      { timeoutSeconds: 86_400 },
      "pro",
      "timeoutSeconds must be 0 or 10 or 60 or 120 or",
    ],
    [
      "a challenge with a timeout",
      { action: "managed_challenge", timeoutSeconds: 60 },
      "pro",
      "must be 0 for a challenge",
    ],
    ["a limit of no requests", { requests: 0 }, "pro", "requests must be a whole number of at least 1, got 0"],
  ])("fails on %s", (_, props, plan, message) => {
    expect(() => limit(props, plan)).toThrow(message);
  });
});

test("blocks matching requests, unless the firewall rule is disabled", () => {
  const { rules } = ruleset((stack, rules) => {
    new FirewallRule(stack, "on", { rules, ...matching });
    new FirewallRule(stack, "off", { rules, description: "Old", expression: "cf.threat_score gt 30", enabled: false });
  });

  expect(rules).toMatchObject([
    { ref: "on", action: "block", enabled: true },
    { ref: "off", enabled: false },
  ]);
});

describe("a cache rule", () => {
  test("sets the TTL at the edge and in browsers", () => {
    const { phase, rules } = ruleset((stack, rules) => {
      new CacheRule(stack, "static", {
        rules,
        ...matching,
        cache: true,
        edgeTtlSeconds: 3600,
        browserTtlSeconds: 14_400,
      });
    });

    expect(phase).toBe("http_request_cache_settings");
    expect(rules[0].action_parameters).toEqual({
      cache: true,
      edge_ttl: { mode: "override_origin", default: 3600 },
      browser_ttl: { mode: "override_origin", default: 14_400 },
    });
  });

  test("respects the TTL of the origin by default", () => {
    const { rules } = ruleset((stack, rules) => new CacheRule(stack, "all", { rules, ...matching, cache: true }));

    expect(rules[0].action_parameters).toMatchObject({
      edge_ttl: { mode: "respect_origin" },
      browser_ttl: { mode: "respect_origin" },
    });
  });

  test("bypasses the cache", () => {
    const { rules } = ruleset((stack, rules) => new CacheRule(stack, "api", { rules, ...matching, cache: false }));

    expect(rules[0].action_parameters).toEqual({ cache: false });
  });

  test("fails on an edge TTL below the least of the plan", () => {
    const hour = (stack: TerraformStack, rules: ZoneRules) =>
      new CacheRule(stack, "app", { rules, ...matching, cache: true, edgeTtlSeconds: 3600 });

    expect(() => ruleset(hour, "free")).toThrow("app: edgeTtlSeconds must be at least 7200 on the free plan, got 3600");
    expect(ruleset(hour, "pro").rules).toHaveLength(1);
  });

  test("fails on a TTL when the cache is bypassed", () => {
    expect(() =>
      ruleset(
        (stack, rules) => new CacheRule(stack, "api", { rules, ...matching, cache: false, browserTtlSeconds: 60 }),
      ),
    ).toThrow("browserTtlSeconds must be left out when cache is false, got 60");
  });
});

test("replaces settings of the zone for matching requests", () => {
  const { phase, rules } = ruleset((stack, rules) => {
    new ConfigurationRule(stack, "api", { rules, ...matching, ssl: "strict", securityLevel: "high" });
  });

  expect(phase).toBe("http_config_settings");
  expect(rules).toMatchObject([{ action: "set_config", action_parameters: { ssl: "strict", security_level: "high" } }]);
});

test("sets headers of responses in place of the origin's", () => {
  const { phase, rules } = ruleset((stack, rules) => {
    new ResponseHeaders(stack, "frames", { rules, ...matching, headers: { "X-Frame-Options": "DENY" } });
  });

  expect(phase).toBe("http_response_headers_transform");
  expect(rules).toMatchObject([
    {
      action: "rewrite",
      action_parameters: { headers: { "X-Frame-Options": { operation: "set", value: "DENY" } } },
    },
  ]);
});

test("redirects with the query string by default", () => {
  const { rules } = ruleset((stack, rules) => {
    new Redirect(stack, "www", { rules, ...matching, to: { url: "https://app.example.com/" } });
    new Redirect(stack, "old", {
      rules,
      description: "Old",
      expression: 'starts_with(http.request.uri.path, "/old/")',
      to: { expression: 'concat("https://app.example.com", http.request.uri.path)' },
      statusCode: 308,
      preserveQueryString: false,
    });
  });

  expect(rules.map(({ action_parameters }: Json) => action_parameters.from_value)).toEqual([
    { status_code: 301, preserve_query_string: true, target_url: { value: "https://app.example.com/" } },
    {
      status_code: 308,
      preserve_query_string: false,
      target_url: { expression: 'concat("https://app.example.com", http.request.uri.path)' },
    },
  ]);
});

test("sends requests to another port, and on the enterprise plan under another name", () => {
  const port = ruleset((stack, rules) => new OriginRule(stack, "port", { rules, ...matching, port: 8443 }));
  const name = ruleset((stack, rules) => {
    new OriginRule(stack, "name", { rules, ...matching, hostHeader: "origin.example.net" });
  }, "enterprise");

  expect(port.rules).toMatchObject([{ action: "route", action_parameters: { origin: { port: 8443 } } }]);
  expect(name.rules[0].action_parameters).toEqual({
    host_header: "origin.example.net",
    sni: { value: "origin.example.net" },
  });
});

test.each<[string, (stack: TerraformStack, rules: ZoneRules) => unknown, string]>([
  [
    "a configuration rule without a setting",
    (s, rules) => new ConfigurationRule(s, "x", { rules, ...matching }),
    "ssl or securityLevel must",
  ],
  [
    "a redirect to plain HTTP",
    (s, rules) => new Redirect(s, "x", { rules, ...matching, to: { url: "http://example.com" } }),
    "x: to must be an https URL, got http://example.com",
  ],
  [
    "no headers to set",
    (s, rules) => new ResponseHeaders(s, "x", { rules, ...matching, headers: {} }),
    "headers must be a list of 1 to 30 entries, got none",
  ],
  [
    "a header that HTTP has no name for",
    (s, rules) => new ResponseHeaders(s, "x", { rules, ...matching, headers: { "X Frame": "DENY" } }),
    "headers must be names of letters, digits, hyphens and underscores, got X Frame",
  ],
  [
    "an origin rule without a change",
    (s, rules) => new OriginRule(s, "x", { rules, ...matching }),
    "port or hostHeader must be given",
  ],
  [
    "a host header below the enterprise plan",
    (s, rules) => new OriginRule(s, "x", { rules, ...matching, hostHeader: "a.example.net" }),
    "hostHeader must be left out on the business plan",
  ],
])("fails on %s", (_, define, message) => {
  expect(() => ruleset((stack, rules) => define(stack, rules))).toThrow(message);
});

test("lets overrides replace arguments of a rule", () => {
  const { rules } = ruleset((stack, rules) => {
    new FirewallRule(stack, "block", { rules, ...matching, overrides: { action: "log", expression: "ssl" } });
  });

  expect(rules).toMatchObject([{ ref: "block", action: "log", expression: "ssl" }]);
});

test("lets overrides replace arguments of the two managed rules separately", () => {
  const overrides = { "cloudflare-managed": { enabled: false }, "owasp-core": { description: "OWASP" } };
  const { rules } = ruleset((stack, rules) => new ManagedWaf(stack, "waf", { rules, overrides }));

  expect(rules).toMatchObject([
    { ref: "cloudflare-managed", enabled: false, description: "Cloudflare Managed Ruleset" },
    { ref: "owasp-core", enabled: true, description: "OWASP" },
  ]);
});
