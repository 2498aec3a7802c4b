import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const { region } = production.recovery!;
const primary = stacks["phoenix-rooivalk-production-load-balancing"]!;
const standby = stacks[`phoenix-rooivalk-production-load-balancing-${region}`]!;
const origin = `origin.${production.domain}`;

test.each([
  ["primary", primary, production.network.availabilityZones],
  ["recovery", standby, production.secondaryRegions[region]!.network.availabilityZones],
])("makes a public load balancer in every availability zone of the %s region", (_name, json, zones) => {
  expect(only(json, "aws_lb")).toMatchObject({
    name: "phoenix-rooivalk-alb",
    internal: false,
    load_balancer_type: "application",
    enable_deletion_protection: true,
    subnets: zones.map((zone) => expect.stringContaining(zone)),
  });
  expect(only(json, "aws_lb_target_group")).toMatchObject({ port: 443, protocol: "HTTPS", target_type: "ip" });
});

test.each([
  ["primary", primary],
  ["recovery", standby],
])("serves pods of the %s region on the CDN's port, and redirects all others to the CDN", (_name, json) => {
  const actions = resources(json, "aws_lb_listener").map(({ port, default_action: [action] }) => [port, action]);

  expect(Object.fromEntries(actions)).toMatchObject({
    80: { type: "redirect" },
    443: { type: "redirect", redirect: { host: production.domain } },
    8443: { type: "forward" },
  });
});

test.each([
  ["primary", primary],
  ["recovery", standby],
])("answers health checkers and this distribution alone in the %s region", (_name, json) => {
  const [around] = only(json, "aws_wafv2_web_acl").rule;
  const { origin } = only(stacks["phoenix-rooivalk-production-edge"]!, "aws_cloudfront_distribution");
  const { custom_header } = origin.find(({ custom_origin_config }: Json) => custom_origin_config);
  const [addresses, header] = around.statement.not_statement.statement.or_statement.statement;

  expect(around).toMatchObject({ priority: 0, action: { block: {} } });
  expect(addresses).toHaveProperty("ip_set_reference_statement");
  expect(header.regex_pattern_set_reference_statement.field_to_match.single_header.name).toBe(custom_header[0].name);
  expect(custom_header[0].value).toMatch(/^\$\{sensitive\(.*origin-header.*\)\}$/);
});

test("checks the health of the primary region on the CDN's port", () => {
  const check = only(stacks["phoenix-rooivalk-production-records"]!, "aws_route53_health_check");

  // On port 443 a redirect would count as healthy.
  expect(check.port).toBe(8443);
});

test("writes access logs to a bucket of its own in each region", () => {
  expect(only(primary, "aws_lb").access_logs).toMatchObject({ enabled: true });
  expect(only(primary, "aws_s3_bucket").bucket).toBe("phoenix-rooivalk-alb-logs");
  expect(only(standby, "aws_s3_bucket").bucket).toBe(`phoenix-rooivalk-alb-logs-${region}`);
});

test("certifies the origin's name in both regions by the same validation records", () => {
  for (const json of [primary, standby]) {
    expect(only(json, "aws_acm_certificate").domain_name).toBe(origin);
  }
  expect(primary.resource.aws_route53_record).toBeDefined();
  expect(standby.resource.aws_route53_record).toBeUndefined();
});

test.each([
  ["load balancer", primary, "FORWARDED_IP"],
  ["standby's load balancer", standby, "FORWARDED_IP"],
  ["distribution", stacks["phoenix-rooivalk-production-edge"]!, "IP"],
])("protects the %s with a rate limit, blocked countries and AWS's rule groups", (_name, json, keyType) => {
  const { rule } = only(json, "aws_wafv2_web_acl");
  const limit = rule.find(({ statement }: Json) => statement.rate_based_statement);
  const countries = rule.find(({ statement }: Json) => statement.geo_match_statement);
  const groups = rule.flatMap(({ statement }: Json) => statement.managed_rule_group_statement?.name ?? []);

  expect(limit).toMatchObject({ action: { block: {} } });
  expect(limit.statement.rate_based_statement).toMatchObject({ limit: 2000, aggregate_key_type: keyType });
  expect(countries).toMatchObject({
    action: { block: {} },
    statement: { geo_match_statement: { country_codes: production.security.blockedCountries } },
  });
  expect(groups).toEqual([
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesAmazonIpReputationList",
  ]);
});

test("fails the origin's name over to the standby while the primary region is unhealthy", () => {
  expect(resources(stacks["phoenix-rooivalk-production-records"]!, "aws_route53_record")).toMatchObject([
    {
      name: origin,
      failover_routing_policy: { type: "PRIMARY" },
      health_check_id: "${aws_route53_health_check.primary-region.id}",
    },
    {
      name: origin,
      failover_routing_policy: { type: "SECONDARY" },
      alias: { name: expect.stringContaining(`load-balancing-${region}.outputs`) },
    },
  ]);
});

test.each([
  ["primary", primary],
  ["recovery", standby],
])("encrypts with FIPS-validated cryptography in the %s region", (_name, json) => {
  const encrypted = resources(json, "aws_lb_listener").filter(({ protocol }) => protocol === "HTTPS");

  expect(encrypted).toHaveLength(2);
  for (const { ssl_policy } of encrypted) {
    expect(ssl_policy).toContain("FIPS");
  }
});
