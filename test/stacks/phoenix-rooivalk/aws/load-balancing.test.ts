import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["phoenix-rooivalk-production-load-balancing"]!;
const standby = stacks["phoenix-rooivalk-production-load-balancing-us-west-2"]!;

test.each([
  ["the primary region", production, 3],
  ["the standby", standby, 2],
])("takes the world's requests in every zone of %s", (_name, json: Json, zones) => {
  expect(only(json, "aws_lb")).toMatchObject({
    name: "phoenix-rooivalk-alb",
    internal: false,
    load_balancer_type: "application",
    enable_deletion_protection: true,
  });
  expect(only(json, "aws_lb").subnets).toHaveLength(zones);
  expect(only(json, "aws_lb_target_group")).toMatchObject({ port: 443, protocol: "HTTPS", target_type: "ip" });
});

test("keeps its log apart from the platform's, in a bucket S3 itself encrypts", () => {
  expect(only(production, "aws_lb").access_logs).toMatchObject({ enabled: true });
  expect(only(production, "aws_s3_bucket").bucket).toBe("phoenix-rooivalk-alb-logs");
  expect(only(standby, "aws_s3_bucket").bucket).toBe("phoenix-rooivalk-alb-logs-us-west-2");
});

test("certifies in both regions the name the CDN asks for, by the same records", () => {
  for (const json of [production, standby]) {
    expect(only(json, "aws_acm_certificate").domain_name).toBe("origin.phoenix-rooivalk.example.com");
  }
  expect(production.resource.aws_route53_record).toBeDefined();
  expect(standby.resource.aws_route53_record).toBeUndefined();
});

test.each([
  ["load balancer", production, "FORWARDED_IP"],
  ["standby's load balancer", standby, "FORWARDED_IP"],
  ["CDN", stacks["phoenix-rooivalk-production-edge"]!, "IP"],
])("guards the %s with every rule of the design", (_name, json: Json, aggregate_key_type) => {
  const { rule } = only(json, "aws_wafv2_web_acl");
  const limit = rule.find(({ statement }: Json) => statement.rate_based_statement);
  const countries = rule.find(({ statement }: Json) => statement.geo_match_statement);
  const groups = rule.flatMap(({ statement }: Json) => statement.managed_rule_group_statement?.name ?? []);

  expect(limit).toMatchObject({ action: { block: {} } });
  expect(limit.statement.rate_based_statement).toMatchObject({ limit: 2000, aggregate_key_type });
  expect(countries).toMatchObject({ action: { block: {} } });
  expect(groups).toEqual([
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesAmazonIpReputationList",
  ]);
});

test("turns the origin's name to the standby while the primary region is unhealthy", () => {
  const { resource } = stacks["phoenix-rooivalk-production-records"]!;

  expect(Object.values<Json>(resource.aws_route53_record)).toMatchObject([
    {
      name: "origin.phoenix-rooivalk.example.com",
      failover_routing_policy: { type: "PRIMARY" },
      health_check_id: "${aws_route53_health_check.primary-region.id}",
    },
    {
      name: "origin.phoenix-rooivalk.example.com",
      failover_routing_policy: { type: "SECONDARY" },
      alias: { name: expect.stringContaining("load-balancing-us-west-2.outputs") },
    },
  ]);
});
