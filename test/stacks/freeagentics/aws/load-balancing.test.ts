import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["freeagentics-production-load-balancing"]!;
const standby = stacks["freeagentics-production-load-balancing-us-west-2"]!;
const records = stacks["freeagentics-production-records"]!;

test("finds a server that fails within a minute", () => {
  const { health_check: check, ...group } = only(production, "aws_lb_target_group");

  expect(group).toMatchObject({ name: "freeagentics-api-tg", port: 8000, target_type: "instance" });
  expect(check).toMatchObject({ path: "/health", timeout: 10, healthy_threshold: 3, unhealthy_threshold: 2 });
  expect(check.interval * check.unhealthy_threshold + check.timeout).toBeLessThan(60);
});

test("is the load balancer of the design, and the same in the standby's region", () => {
  for (const json of [production, standby]) {
    expect(only(json, "aws_lb")).toMatchObject({
      name: "freeagentics-alb",
      internal: false,
      load_balancer_type: "application",
      tags: { Name: "freeagentics-alb" },
    });
  }
});

test("certifies the origin's name and the CDN's, which it passes on with web sockets", () => {
  for (const json of [production, standby]) {
    const { domain_name, subject_alternative_names } = only(json, "aws_acm_certificate");
    expect([domain_name, ...subject_alternative_names]).toEqual([
      "origin.aws.freeagentics.com",
      "cdn.aws.freeagentics.com",
    ]);
  }
});

test("counts requests by the client that Cloudflare names, which no visitor can forge", () => {
  for (const json of [production, standby]) {
    const [limit] = only(json, "aws_wafv2_web_acl").rule.filter(({ name }: Json) => name === "RateLimitRule");
    expect(limit.statement.rate_based_statement).toMatchObject({
      aggregate_key_type: "FORWARDED_IP",
      forwarded_ip_config: { header_name: "CF-Connecting-IP", fallback_behavior: "NO_MATCH" },
    });
  }
});

test.each([
  ["us-east-1", production],
  ["us-west-2", standby],
])("serves only who shows Cloudflare's certificate and asks for the application, on 443 of %s", (_, json) => {
  const listeners = Object.values<Json>(json.resource.aws_lb_listener);
  const https = listeners.find(({ port }) => port === 443);
  const [rule] = Object.values<Json>(json.resource.aws_lb_listener_rule);

  expect(https).toMatchObject({
    mutual_authentication: { mode: "verify", trust_store_arn: "${aws_lb_trust_store.clients.arn}" },
    default_action: [{ type: "fixed-response" }],
  });
  expect(only(json, "aws_s3_object").content).toBe(ORIGIN_PULL_AUTHORITY);
  const proxied = Object.values<Json>(
    stacks["freeagentics-production-cloudflare-edge"]!.resource.cloudflare_dns_record,
  );
  expect(rule.condition).toEqual([{ host_header: { values: proxied.map(({ name }) => name) } }]);
});

test("serves the CDN and health checkers on a port that asks for no certificate", () => {
  for (const json of [production, standby]) {
    const open = Object.values<Json>(json.resource.aws_lb_listener).find(({ port }) => port === 8443);
    expect(open!.default_action).toMatchObject([{ type: "forward" }]);
    expect(open).not.toHaveProperty("mutual_authentication");
  }
  expect(only(records, "aws_route53_health_check").port).toBe(8443);
});

test("has Cloudflare show its certificate before anything asks for it", () => {
  const ids = Object.keys(stacks);
  const zone = stacks["freeagentics-production-cloudflare-zone"]!;

  expect(only(zone, "cloudflare_authenticated_origin_pulls_settings").enabled).toBe(true);
  expect(ids.indexOf("freeagentics-production-cloudflare-zone")).toBeLessThan(
    ids.indexOf("freeagentics-production-load-balancing"),
  );
});

test("asks nobody for a certificate where Cloudflare does not stand before it", () => {
  const { aws_lb_listener, aws_lb_listener_rule, aws_lb_trust_store } =
    stacks["freeagentics-development-load-balancing"]!.resource;

  expect([aws_lb_listener_rule, aws_lb_trust_store]).toEqual([undefined, undefined]);
  expect(Object.values<Json>(aws_lb_listener).map(({ port }) => port)).toEqual([80, 443]);
  expect(JSON.stringify(aws_lb_listener)).not.toContain("mutual_authentication");
});

test("turns the origin's name to the standby while the primary region is unhealthy", () => {
  expect(Object.values<Json>(records.resource.aws_route53_record)).toMatchObject([
    { name: "origin.aws.freeagentics.com", set_identifier: "primary-us-east-1", health_check_id: expect.anything() },
    {
      name: "origin.aws.freeagentics.com",
      set_identifier: "secondary-us-west-2",
      alias: { name: expect.stringContaining("load-balancing-us-west-2.outputs") },
    },
  ]);
  expect(only(records, "aws_route53_health_check")).toMatchObject({ request_interval: 10, failure_threshold: 3 });
});
