import { setAccount } from "@modules/aws/account";
import { Key } from "@modules/aws/security/key";
import { WebAcl, type WebAclProps } from "@modules/aws/waf/web-acl";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth, testApp, testStack } from "@modules/testing/synth";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";

function addAcl(stack: TerraformStack, props: Partial<WebAclProps> = {}): WebAcl {
  const logsKey = new Key(stack, "key", { name: "logs", description: "Logs" });
  return new WebAcl(stack, "acl", { name: "shop", scope: "REGIONAL", logsKey, ...props });
}

function webAcl(props: Partial<WebAclProps> = {}, use: (acl: WebAcl, stack: TerraformStack) => void = () => {}): Json {
  return synth((stack) => use(addAcl(stack, props), stack));
}

const rules = (json: Json): Json[] => only(json, "aws_wafv2_web_acl").rule;

test("allows what no rule blocks: common threats, known bad inputs, SQL injection", () => {
  const json = webAcl();

  expect(only(json, "aws_wafv2_web_acl")).toMatchObject({ default_action: { allow: {} } });
  expect(rules(json).map(({ priority, name, statement }) => [priority, name, statement])).toEqual(
    [
      ["CommonRuleSet", "AWSManagedRulesCommonRuleSet"],
      ["KnownBadInputs", "AWSManagedRulesKnownBadInputsRuleSet"],
      ["SQLInjectionRule", "AWSManagedRulesSQLiRuleSet"],
    ].map(([rule, name], index) => [index + 1, rule, { managed_rule_group_statement: { vendor_name: "AWS", name } }]),
  );
});

test("keeps the actions of managed groups, and has metrics for each rule", () => {
  for (const rule of rules(webAcl())) {
    expect(rule).toMatchObject({
      override_action: { none: {} },
      visibility_config: { metric_name: rule.name, cloudwatch_metrics_enabled: true },
    });
    expect(rule.action).toBeUndefined();
  }
});

test("evaluates the rate limit before managed groups", () => {
  const [limit, ...others] = rules(webAcl({ rateLimit: 2000 }));

  expect(limit).toMatchObject({
    name: "RateLimitRule",
    priority: 1,
    action: { block: { custom_response: { response_code: 429 } } },
    statement: { rate_based_statement: { limit: 2000, evaluation_window_sec: 300, aggregate_key_type: "IP" } },
  });
  expect(others.map(({ priority }) => priority)).toEqual([2, 3, 4]);
});

test("counts requests by the address in a proxy's header, and allows requests without a valid address", () => {
  const [limit] = rules(webAcl({ rateLimit: 2000, clientAddressHeader: "X-Forwarded-For" }));

  expect(limit.statement.rate_based_statement).toMatchObject({
    aggregate_key_type: "FORWARDED_IP",
    forwarded_ip_config: { header_name: "X-Forwarded-For", fallback_behavior: "NO_MATCH" },
  });
});

test("blocks requests without the proxy's header, whose value is not in the rules or the logs", () => {
  const json = webAcl({ proxyHeader: { name: "x-origin", value: "a-value" }, proxyCidrs: ["203.0.113.0/24"] });
  const [around] = rules(json);

  expect(around).toMatchObject({ name: "AroundProxy", priority: 0, action: { block: {} } });
  expect(around.statement.not_statement.statement.or_statement.statement).toEqual([
    { ip_set_reference_statement: { arn: expect.any(String) } },
    {
      regex_pattern_set_reference_statement: {
        arn: expect.stringContaining("aws_wafv2_regex_pattern_set"),
        field_to_match: { single_header: { name: "x-origin" } },
        text_transformation: { priority: 0, type: "NONE" },
      },
    },
  ]);
  expect(only(json, "aws_wafv2_regex_pattern_set").regular_expression).toEqual([{ regex_string: "^a-value$" }]);
  expect(JSON.stringify(rules(json))).not.toContain("a-value");
  expect(only(json, "aws_wafv2_web_acl_logging_configuration").redacted_fields).toContainEqual({
    single_header: { name: "x-origin" },
  });
});

test("hides credentials, all cookies and the proxy's header in sampled requests, too", () => {
  const json = webAcl({ proxyHeader: { name: "x-origin", value: "a-value" } });

  expect(only(json, "aws_wafv2_web_acl").data_protection_config).toEqual({
    data_protection: [
      {
        action: "SUBSTITUTION",
        field: {
          field_type: "SINGLE_HEADER",
          field_keys: ["authorization", "Authorization", "cookie", "Cookie", "x-origin", "X-Origin"],
        },
      },
      { action: "SUBSTITUTION", field: { field_type: "SINGLE_COOKIE" } },
    ],
  });
});

test("blocks requests around the proxy first, and keeps the priorities of the other rules", () => {
  const json = webAcl({ proxyCidrs: ["203.0.113.0/24", "198.51.100.0/24", "2001:db8::/32"], rateLimit: 2000 });
  const [around, limit] = rules(json);
  const sets = Object.entries<Json>(json.resource.aws_wafv2_ip_set);

  expect(sets.map(([, { ip_address_version, addresses, scope }]) => [ip_address_version, addresses, scope])).toEqual([
    ["IPV4", ["203.0.113.0/24", "198.51.100.0/24"], "REGIONAL"],
    ["IPV6", ["2001:db8::/32"], "REGIONAL"],
  ]);
  expect(around).toMatchObject({ name: "AroundProxy", priority: 0, action: { block: {} } });
  expect(around.statement.not_statement.statement.or_statement.statement).toEqual(
    sets.map(([id]) => ({ ip_set_reference_statement: { arn: `\${aws_wafv2_ip_set.${id}.arn}` } })),
  );
  expect(limit).toMatchObject({ name: "RateLimitRule", priority: 1 });
});

test("refers to a single IP set without an or-statement, which WAF would refuse", () => {
  const [around] = rules(webAcl({ proxyCidrs: ["203.0.113.0/24"] }));

  expect(around.statement.not_statement.statement).toHaveProperty("ip_set_reference_statement");
});

test("blocks countries before the rate limit, and has no rule without countries", () => {
  const [countries, , limit] = rules(
    webAcl({ blockedCountries: ["KP", "IR"], rateLimit: 2000, clientAddressHeader: "X-Forwarded-For" }),
  );

  expect(countries).toMatchObject({
    name: "BlockedCountries",
    priority: 1,
    action: { block: {} },
    statement: {
      geo_match_statement: {
        country_codes: ["KP", "IR"],
        forwarded_ip_config: { header_name: "X-Forwarded-For", fallback_behavior: "NO_MATCH" },
      },
    },
  });
  expect(limit).toMatchObject({ name: "RateLimitRule", priority: 3 });
  expect(rules(webAcl({ blockedCountries: [] })).map(({ name }) => name)).not.toContain("BlockedCountries");
});

test("counts matches of a group's rule instead of blocking when told so", () => {
  const [common] = rules(webAcl({ countedRules: { CommonRuleSet: ["SizeRestrictions_BODY"] } }));

  expect(common.statement.managed_rule_group_statement.rule_action_override).toEqual([
    { name: "SizeRestrictions_BODY", action_to_use: { count: {} } },
  ]);
});

test("limits and blocks requests without the header of the client's address by their connection", () => {
  const json = webAcl({ blockedCountries: ["KP"], rateLimit: 2000, clientAddressHeader: "X-Forwarded-For" });
  const named = Object.fromEntries(rules(json).map((rule) => [rule.name, rule]));
  const missing = {
    not_statement: {
      statement: {
        size_constraint_statement: expect.objectContaining({
          field_to_match: { single_header: { name: "x-forwarded-for" } },
          comparison_operator: "GT",
          size: 0,
        }),
      },
    },
  };

  expect(named["BlockedCountries-without-header"]).toMatchObject({
    action: { block: {} },
    statement: { and_statement: { statement: [missing, { geo_match_statement: { country_codes: ["KP"] } }] } },
  });
  expect(named["RateLimitRule-without-header"]).toMatchObject({
    action: { block: {} },
    statement: {
      rate_based_statement: { limit: 2000, aggregate_key_type: "IP", scope_down_statement: missing },
    },
  });
});

test("leaves requests without the header to a proxy that does not send it", () => {
  const json = webAcl({ rateLimit: 2000, clientAddressHeader: "X-Real-Ip", requestsWithoutHeader: "unlimited" });

  expect(rules(json).filter(({ statement }) => statement.rate_based_statement)).toHaveLength(1);
});

test("adds up the capacity of its rules", () => {
  const forwarded = { rateLimit: 2000, blockedCountries: ["KP"], clientAddressHeader: "X-Forwarded-For" };
  webAcl(forwarded, ({ capacity }) => expect(capacity).toBe(1108));
  webAcl({ rateLimit: 2000, blockedCountries: ["KP"] }, ({ capacity }) => expect(capacity).toBe(1103));
  webAcl({ proxyCidrs: ["203.0.113.0/24", "2001:db8::/32"] }, ({ capacity }) => expect(capacity).toBe(1102));
});

test("logs blocked and counted requests without credentials, in a log group that WAF accepts", () => {
  const json = webAcl();

  expect(only(json, "aws_cloudwatch_log_group")).toMatchObject({
    name: "aws-waf-logs-shop",
    retention_in_days: 365,
    kms_key_id: "${aws_kms_key.key.arn}",
  });
  expect(only(json, "aws_wafv2_web_acl_logging_configuration")).toMatchObject({
    resource_arn: "${aws_wafv2_web_acl.acl.arn}",
    redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
    logging_filter: { default_behavior: "DROP", filter: [{ behavior: "KEEP" }] },
    depends_on: [expect.stringContaining("aws_cloudwatch_log_resource_policy.")],
  });
  expect(statements(only(json, "aws_cloudwatch_log_resource_policy").policy_document)).toMatchObject([
    {
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    },
  ]);
});

class Balancer extends Construct {
  readonly arn = "arn:balancer";
}

test("is associated with load balancers", () => {
  const json = webAcl({}, (acl, stack) => acl.associate(new Balancer(stack, "public")));

  expect(only(json, "aws_wafv2_web_acl_association")).toMatchObject({
    web_acl_arn: "${aws_wafv2_web_acl.acl.arn}",
    resource_arn: "arn:balancer",
  });
});

test("fails to be associated with a load balancer when its scope is CLOUDFRONT", () => {
  const associate = () => webAcl({ scope: "CLOUDFRONT" }, (acl, stack) => acl.associate(new Balancer(stack, "public")));

  expect(associate).toThrow("acl: scope must be REGIONAL to associate a load balancer, got CLOUDFRONT");
});

test("fails with scope CLOUDFRONT outside us-east-1", () => {
  const stack = new TerraformStack(testApp(), "stack");
  setAccount(stack, { id: "111122223333", region: "eu-west-1" });

  expect(() => addAcl(stack, { scope: "CLOUDFRONT" })).toThrow(
    "acl: scope must be REGIONAL outside us-east-1, got CLOUDFRONT in eu-west-1",
  );
});

const many = Object.fromEntries(
  Array.from({ length: 8 }, (_, n) => [`Rule${n}`, "AWSManagedRulesCommonRuleSet" as const]),
);

test.each<[string, Partial<WebAclProps>, string]>([
  ["a name that WAF refuses", { name: "shop.web" }, "name must be 1 to 128 letters, digits, hyphens and underscores"],
  ["a limit below 10", { rateLimit: 9 }, "rateLimit must be a whole number, 10 to 2000000000, got 9"],
  [
    "a header that no rule reads",
    { clientAddressHeader: "X-A" },
    "rateLimit or blockedCountries must be given with clientAddressHeader",
  ],
  ["the name of a country", { blockedCountries: ["Utopia"] }, "blockedCountries must be two capital letters each"],
  [
    "no rules",
    { managedGroups: {} },
    "managedGroups must be given without a rateLimit or blockedCountries, got no rule at all",
  ],
  ["more than 5000 WCU", { managedGroups: many }, "managedGroups must be at most 5000 WCU together, got 5600"],
  [
    "counted rules of an unknown group",
    { countedRules: { Bots: ["CategoryAI"] } },
    "countedRules must be of CommonRuleSet, KnownBadInputs, SQLInjectionRule, got Bots",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => addAcl(testStack(testApp()), props)).toThrow(message);
});

test("lets overrides replace arguments of the web ACL", () => {
  expect(only(webAcl({ overrides: { tokenDomains: ["example.com"] } }), "aws_wafv2_web_acl")).toMatchObject({
    name: "shop",
    token_domains: ["example.com"],
  });
});
