import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import type { Json } from "@modules/checks/json";
import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { APP_PORT } from "../../../../stacks/freeagentics/aws/network";
import { stacks } from "../../../support/stacks";

const { account, cdnLabel, domain } = production;
const { region } = production.recovery!;
const primary = stacks["freeagentics-production-load-balancing"]!;
const standby = stacks[`freeagentics-production-load-balancing-${region}`]!;
const records = stacks["freeagentics-production-records"]!;

test("takes a failed server out of service within a minute", () => {
  const { health_check: check, ...group } = only(primary, "aws_lb_target_group");

  expect(group).toMatchObject({ name: "freeagentics-api-tg", port: APP_PORT, target_type: "instance" });
  expect(check).toMatchObject({ path: "/health", timeout: 10, healthy_threshold: 3, unhealthy_threshold: 2 });
  expect(check.interval * check.unhealthy_threshold + check.timeout).toBeLessThan(60);
});

test("creates a public application load balancer in the primary and in the standby's region", () => {
  for (const json of [primary, standby]) {
    expect(only(json, "aws_lb")).toMatchObject({
      name: "freeagentics-alb",
      internal: false,
      load_balancer_type: "application",
      tags: { Name: "freeagentics-alb" },
    });
  }
});

test("has a certificate for the origin's name and for the CDN's, which CloudFront forwards with web sockets", () => {
  for (const json of [primary, standby]) {
    const { domain_name, subject_alternative_names } = only(json, "aws_acm_certificate");
    expect([domain_name, ...subject_alternative_names]).toEqual([`origin.${domain}`, `${cdnLabel}.${domain}`]);
  }
});

test("rate-limits by CF-Connecting-IP, which visitors cannot forge", () => {
  for (const json of [primary, standby]) {
    const [limit] = only(json, "aws_wafv2_web_acl").rule.filter(({ name }: Json) => name === "RateLimitRule");
    expect(limit.statement.rate_based_statement).toMatchObject({
      aggregate_key_type: "FORWARDED_IP",
      forwarded_ip_config: { header_name: "CF-Connecting-IP", fallback_behavior: "NO_MATCH" },
    });
  }
});

test.each([
  [account.region, primary],
  [region, standby],
])("demands Cloudflare's client certificate and an application host name on port 443 in %s", (_, json) => {
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

test("serves CloudFront and the health checkers on a port without client certificates", () => {
  for (const json of [primary, standby]) {
    const open = Object.values<Json>(json.resource.aws_lb_listener).find(({ port }) => port === 8443);
    expect(open!.default_action).toMatchObject([{ type: "forward" }]);
    expect(open).not.toHaveProperty("mutual_authentication");
  }
  expect(only(records, "aws_route53_health_check").port).toBe(8443);
});

test("blocks requests that come neither from Cloudflare, nor through the CDN, nor from health checkers", () => {
  const { origin } = only(stacks["freeagentics-production-edge"]!, "aws_cloudfront_distribution");
  const [{ custom_header }] = origin.filter(({ origin_id }: Json) => origin_id === "APIOrigin");

  for (const json of [primary, standby]) {
    const [around] = only(json, "aws_wafv2_web_acl").rule;
    const [addresses, header] = around.statement.not_statement.statement.or_statement.statement;

    expect(around).toMatchObject({ priority: 0, action: { block: {} } });
    expect(addresses).toHaveProperty("ip_set_reference_statement");
    expect(only(json, "aws_wafv2_ip_set").addresses).toEqual([...CLOUDFLARE_IPV4, ...HEALTH_CHECKERS]);
    expect(header.regex_pattern_set_reference_statement.field_to_match.single_header.name).toBe(custom_header[0].name);
    expect(custom_header[0].value).toContain("origin-header");
  }
});

test("turns on authenticated origin pulls before the load balancer demands the certificate", () => {
  const ids = Object.keys(stacks);
  const zone = stacks["freeagentics-production-cloudflare-zone"]!;

  expect(zone.resource.cloudflare_zone_setting["origin-pulls"]).toMatchObject({
    setting_id: "tls_client_auth",
    value: "on",
  });
  expect(ids.indexOf("freeagentics-production-cloudflare-zone")).toBeLessThan(
    ids.indexOf("freeagentics-production-load-balancing"),
  );
});

test("demands no client certificate without Cloudflare", () => {
  const { aws_lb_listener, aws_lb_listener_rule, aws_lb_trust_store } =
    stacks["freeagentics-development-load-balancing"]!.resource;

  expect([aws_lb_listener_rule, aws_lb_trust_store]).toEqual([undefined, undefined]);
  expect(Object.values<Json>(aws_lb_listener).map(({ port }) => port)).toEqual([80, 443]);
  expect(JSON.stringify(aws_lb_listener)).not.toContain("mutual_authentication");
});

test("fails the origin's name over to the standby while the primary region is unhealthy", () => {
  expect(Object.values<Json>(records.resource.aws_route53_record)).toMatchObject([
    { name: `origin.${domain}`, set_identifier: `primary-${account.region}`, health_check_id: expect.anything() },
    {
      name: `origin.${domain}`,
      set_identifier: `secondary-${region}`,
      alias: { name: expect.stringContaining(`load-balancing-${region}.outputs`) },
    },
  ]);
  expect(only(records, "aws_route53_health_check")).toMatchObject({ request_interval: 10, failure_threshold: 3 });
});
