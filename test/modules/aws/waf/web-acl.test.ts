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

test("lets through what no rule blocks: common threats, known bad inputs, SQL injection", () => {
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

test("leaves the actions of a group as AWS has them, and measures each rule", () => {
  for (const rule of rules(webAcl())) {
    expect(rule).toMatchObject({
      override_action: { none: {} },
      visibility_config: { metric_name: rule.name, cloudwatch_metrics_enabled: true },
    });
    expect(rule.action).toBeUndefined();
  }
});

test("asks about too many requests of an address first", () => {
  const [limit, ...others] = rules(webAcl({ rateLimit: 2000 }));

  expect(limit).toMatchObject({
    name: "RateLimitRule",
    priority: 1,
    action: { block: { custom_response: { response_code: 429 } } },
    statement: { rate_based_statement: { limit: 2000, evaluation_window_sec: 300, aggregate_key_type: "IP" } },
  });
  expect(others.map(({ priority }) => priority)).toEqual([2, 3, 4]);
});

test("counts by the client a proxy names, and lets pass who has no address there", () => {
  const [limit] = rules(webAcl({ rateLimit: 2000, clientAddressHeader: "X-Forwarded-For" }));

  expect(limit.statement.rate_based_statement).toMatchObject({
    aggregate_key_type: "FORWARDED_IP",
    forwarded_ip_config: { header_name: "X-Forwarded-For", fallback_behavior: "NO_MATCH" },
  });
});

test("refuses who goes around the proxy before all else, and leaves the others their places", () => {
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

test("asks one set of a proxy with one family of addresses, as a choice of one is refused", () => {
  const [around] = rules(webAcl({ proxyCidrs: ["203.0.113.0/24"] }));

  expect(around.statement.not_statement.statement).toHaveProperty("ip_set_reference_statement");
});

test("refuses countries before everything else, and has no rule for none", () => {
  const [countries, limit] = rules(
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
  expect(limit).toMatchObject({ name: "RateLimitRule", priority: 2 });
  expect(rules(webAcl({ blockedCountries: [] })).map(({ name }) => name)).not.toContain("BlockedCountries");
});

test("only counts what a rule of a group finds, where told so", () => {
  const [common] = rules(webAcl({ countedRules: { CommonRuleSet: ["SizeRestrictions_BODY"] } }));

  expect(common.statement.managed_rule_group_statement.rule_action_override).toEqual([
    { name: "SizeRestrictions_BODY", action_to_use: { count: {} } },
  ]);
});

test("adds up what its rules take", () => {
  webAcl({ rateLimit: 2000, blockedCountries: ["KP"] }, ({ capacity }) => expect(capacity).toBe(1103));
  webAcl({ proxyCidrs: ["203.0.113.0/24", "2001:db8::/32"] }, ({ capacity }) => expect(capacity).toBe(1102));
});

test("records what it stopped, without credentials, in a group the service accepts", () => {
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

test("stands before the load balancers it is associated with", () => {
  const json = webAcl({}, (acl, stack) => acl.associate(new Balancer(stack, "public")));

  expect(only(json, "aws_wafv2_web_acl_association")).toMatchObject({
    web_acl_arn: "${aws_wafv2_web_acl.acl.arn}",
    resource_arn: "arn:balancer",
  });
});

test("fails to stand before a load balancer when it is for distributions", () => {
  const associate = () => webAcl({ scope: "CLOUDFRONT" }, (acl, stack) => acl.associate(new Balancer(stack, "public")));

  expect(associate).toThrow("acl: scope must be REGIONAL to associate a load balancer, got CLOUDFRONT");
});

test("fails for distributions outside us-east-1", () => {
  const stack = new TerraformStack(testApp(), "stack");
  setAccount(stack, { id: "111122223333", region: "eu-west-1" });

  expect(() => addAcl(stack, { scope: "CLOUDFRONT" })).toThrow(
    "acl: scope must be REGIONAL outside us-east-1, got CLOUDFRONT in eu-west-1",
  );
});

const many = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`Rule${n}`, "AWSManagedRulesCommonRuleSet"]));

test.each<[string, Partial<WebAclProps>, string]>([
  ["a name WAF does not take", { name: "shop.web" }, "name must be 1 to 128 letters, digits, hyphens and underscores"],
  ["a limit below 10", { rateLimit: 9 }, "rateLimit must be a whole number from 10 to 2000000000, got 9"],
  [
    "a header nothing reads",
    { clientAddressHeader: "X-A" },
    "rateLimit or blockedCountries must be given with clientAddressHeader",
  ],
  ["a country by its name", { blockedCountries: ["Utopia"] }, "blockedCountries must be two capital letters each"],
  ["no rule at all", { managedGroups: {} }, "managedGroups must not be empty without a rateLimit or"],
  ["more than an ACL takes", { managedGroups: many as never }, "managedGroups must take at most 5000 WCU, got 5600"],
  [
    "counting in a group it does not ask",
    { countedRules: { Bots: ["CategoryAI"] } },
    "countedRules must be of CommonRuleSet, KnownBadInputs, SQLInjectionRule, got Bots",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => addAcl(testStack(testApp()), props)).toThrow(message);
});
