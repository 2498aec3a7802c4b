import type { Json } from "@modules/checks/json";
import { CacheRule } from "@modules/cloudflare/rules/cache-rule";
import { ConfigurationRule } from "@modules/cloudflare/rules/configuration-rule";
import { DdosOverride } from "@modules/cloudflare/rules/ddos-override";
import { FirewallRule } from "@modules/cloudflare/rules/firewall-rule";
import { ManagedWaf } from "@modules/cloudflare/rules/managed-waf";
import { OriginRule } from "@modules/cloudflare/rules/origin-rule";
import { RateLimit, type RateLimitProps } from "@modules/cloudflare/rules/rate-limit";
import { Redirect } from "@modules/cloudflare/rules/redirect";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import type { Plan } from "@modules/cloudflare/zone/plan";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import { exampleZone } from "../support";

/** The one ruleset that comes of it. */
function ruleset(define: (stack: TerraformStack, rules: ZoneRules) => void, plan: Plan = "business"): Json {
  const json = synth((stack) => define(stack, new ZoneRules(stack, "rules", { zone: exampleZone(stack, plan) })));
  return only(json, "cloudflare_ruleset");
}

const place = { description: "Some", expression: 'http.host eq "api.example.com"' };

describe("managed rules", () => {
  test("execute Cloudflare's and OWASP's, whose score of 40 refuses a request", () => {
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

  test("fail on the free plan", () => {
    expect(() => ruleset((stack, rules) => new ManagedWaf(stack, "waf", { rules }), "free")).toThrow(
      "waf: rules must be of a zone on a paid plan, got free",
    );
  });
});

test("challenges floods at the highest sensitivity, which the API calls the default", () => {
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
    ruleset((stack, rules) => new RateLimit(stack, "limit", { rules, ...place, requests: 100, ...props }), plan);

  test("blocks a client for a minute who asks more often in one", () => {
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

  test("leaves the time of a challenge to the challenge", () => {
    expect(limit({ action: "managed_challenge" }).rules[0].ratelimit.mitigation_timeout).toBe(0);
  });

  test.each<[string, Partial<RateLimitProps>, Plan, string]>([
    ["a minute on the free plan", {}, "free", "periodSeconds must be 10 on the free plan, got 60"],
    ["an hour on the business plan", { periodSeconds: 3600 }, "business", "periodSeconds must be 10 or 60 or 120 or"],
    ["a period there is not", { periodSeconds: 30 }, "enterprise", "periodSeconds must be 10 or 60"],
    ["a day on the pro plan", { timeoutSeconds: 86_400 }, "pro", "timeoutSeconds must be 0 or 10 or 60 or 120 or"],
    [
      "a challenge with a time",
      { action: "managed_challenge", timeoutSeconds: 60 },
      "pro",
      "must be 0 for a challenge",
    ],
    ["no request at all", { requests: 0 }, "pro", "requests must be a whole number from 1, got 0"],
  ])("fails on %s", (_, props, plan, message) => {
    expect(() => limit(props, plan)).toThrow(message);
  });
});

test("blocks what a firewall rule matches, unless it is switched off", () => {
  const { rules } = ruleset((stack, rules) => {
    new FirewallRule(stack, "on", { rules, ...place });
    new FirewallRule(stack, "off", { rules, description: "Old", expression: "cf.threat_score gt 30", enabled: false });
  });

  expect(rules).toMatchObject([
    { ref: "on", action: "block", enabled: true },
    { ref: "off", enabled: false },
  ]);
});

describe("a cache rule", () => {
  test("keeps answers as long as it says", () => {
    const { phase, rules } = ruleset((stack, rules) => {
      new CacheRule(stack, "static", { rules, ...place, cache: true, edgeTtlSeconds: 3600, browserTtlSeconds: 14_400 });
    });

    expect(phase).toBe("http_request_cache_settings");
    expect(rules[0].action_parameters).toEqual({
      cache: true,
      edge_ttl: { mode: "override_origin", default: 3600 },
      browser_ttl: { mode: "override_origin", default: 14_400 },
    });
  });

  test("keeps them as long as the origin says where it does not say", () => {
    const { rules } = ruleset((stack, rules) => new CacheRule(stack, "all", { rules, ...place, cache: true }));

    expect(rules[0].action_parameters).toMatchObject({
      edge_ttl: { mode: "respect_origin" },
      browser_ttl: { mode: "respect_origin" },
    });
  });

  test("passes everything on", () => {
    const { rules } = ruleset((stack, rules) => new CacheRule(stack, "api", { rules, ...place, cache: false }));

    expect(rules[0].action_parameters).toEqual({ cache: false });
  });

  test("fails on a time shorter than the plan has", () => {
    const hour = (stack: TerraformStack, rules: ZoneRules) =>
      new CacheRule(stack, "app", { rules, ...place, cache: true, edgeTtlSeconds: 3600 });

    expect(() => ruleset(hour, "free")).toThrow("app: edgeTtlSeconds must be at least 7200 on the free plan, got 3600");
    expect(ruleset(hour, "pro").rules).toHaveLength(1);
  });

  test("fails on a time of what is not kept", () => {
    expect(() =>
      ruleset((stack, rules) => new CacheRule(stack, "api", { rules, ...place, cache: false, browserTtlSeconds: 60 })),
    ).toThrow("edgeTtlSeconds and browserTtlSeconds must be left out where cache is false");
  });
});

test("sets how origins are asked", () => {
  const { phase, rules } = ruleset((stack, rules) => {
    new ConfigurationRule(stack, "api", { rules, ...place, ssl: "strict", securityLevel: "high" });
  });

  expect(phase).toBe("http_config_settings");
  expect(rules).toMatchObject([{ action: "set_config", action_parameters: { ssl: "strict", security_level: "high" } }]);
});

test("sends browsers elsewhere, with their query", () => {
  const { rules } = ruleset((stack, rules) => {
    new Redirect(stack, "www", { rules, ...place, to: { url: "https://app.example.com/" } });
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

test("asks an origin by another port, and on the enterprise plan by another name", () => {
  const port = ruleset((stack, rules) => new OriginRule(stack, "port", { rules, ...place, port: 8443 }));
  const name = ruleset((stack, rules) => {
    new OriginRule(stack, "name", { rules, ...place, hostHeader: "origin.example.net" });
  }, "enterprise");

  expect(port.rules).toMatchObject([{ action: "route", action_parameters: { origin: { port: 8443 } } }]);
  expect(name.rules[0].action_parameters).toEqual({
    host_header: "origin.example.net",
    sni: { value: "origin.example.net" },
  });
});

test.each<[string, (stack: TerraformStack, rules: ZoneRules) => unknown, string]>([
  [
    "a setting of nothing",
    (s, rules) => new ConfigurationRule(s, "x", { rules, ...place }),
    "ssl or securityLevel must",
  ],
  [
    "a redirect to plain HTTP",
    (s, rules) => new Redirect(s, "x", { rules, ...place, to: { url: "http://example.com" } }),
    "x: to must be an https address",
  ],
  ["an origin like any", (s, rules) => new OriginRule(s, "x", { rules, ...place }), "port or hostHeader must be given"],
  [
    "a name that the plan cannot give an origin",
    (s, rules) => new OriginRule(s, "x", { rules, ...place, hostHeader: "a.example.net" }),
    "hostHeader must be left out on the business plan",
  ],
])("fails on %s", (_, define, message) => {
  expect(() => ruleset((stack, rules) => define(stack, rules))).toThrow(message);
});
