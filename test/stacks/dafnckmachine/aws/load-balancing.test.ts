import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/dafnckmachine/development";
import { owner } from "../../../../environments/dafnckmachine/owner";
import { production } from "../../../../environments/dafnckmachine/production";
import { LISTENER_RULES } from "../../../../stacks/dafnckmachine/aws/listener-rules";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-load-balancing"]!;
const { aws_lb, aws_lb_listener, aws_lb_target_group } = stack.resource;
const { loadBalancers, network, domain } = production;

test("creates a public application load balancer in every availability zone", () => {
  expect(aws_lb.public).toMatchObject({
    name: "dafnckmachine-alb",
    internal: false,
    load_balancer_type: "application",
    enable_deletion_protection: true,
  });
  expect(aws_lb.public.subnets).toHaveLength(network.availabilityZones.length);
  expect(aws_lb.public.security_groups[0]).toMatch(/aws_security_group\w*web/);
});

test("forwards API paths to the API tier and everything else to the web tier", () => {
  const https = Object.values<Json>(aws_lb_listener).find(({ port }) => port === 443);

  expect(https.default_action).toEqual([{ type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" }]);
  expect(only(stack, "aws_lb_listener_rule")).toMatchObject({
    priority: LISTENER_RULES.api.priority,
    condition: [{ path_pattern: { values: LISTENER_RULES.api.pathPatterns } }],
    action: [{ target_group_arn: "${aws_lb_target_group.api.arn}" }],
  });
});

test("creates the target groups of the tiers and the microservices", () => {
  expect(aws_lb_target_group).toMatchObject({
    web: { name: "web-targets", port: 80, target_type: "instance", health_check: { path: "/health" } },
    api: { name: "api", port: 3000, target_type: "instance" },
    microservices: { name: "microservices", port: 3001, protocol: "TCP", target_type: "ip" },
  });
});

test("opens microservices inside the VPC to the API tier only", () => {
  const listener = Object.values<Json>(aws_lb_listener).find(({ protocol }) => protocol === "TCP");

  expect(listener).toMatchObject({
    port: loadBalancers.microservicesPort,
    load_balancer_arn: "${aws_lb.internal.arn}",
  });
  const admitted = Object.values<Json>(stack.resource.aws_vpc_security_group_ingress_rule).filter(
    ({ from_port }) => from_port === loadBalancers.microservicesPort,
  );
  expect(admitted).toMatchObject([{ referenced_security_group_id: expect.stringMatching(/aws_security_group\w*api/) }]);
});

test("opens the test listener to the testers' networks only", () => {
  const admitted = Object.values<Json>(stack.resource.aws_vpc_security_group_ingress_rule).filter(
    ({ from_port }) => from_port === 8443,
  );

  expect(admitted.map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual(loadBalancers.testCidrs);
});

test("has a certificate for the domain and the names that CloudFront connects to", () => {
  expect(only(stack, "aws_acm_certificate")).toMatchObject({
    domain_name: domain,
    subject_alternative_names: [`origin-api.${domain}`, `origin-app.${domain}`],
  });
});

test.each(["load-balancing", `load-balancing-${production.recovery!.region}`])(
  "associates %s with a web ACL of the CDN's rules, which counts clients by the header that Cloudflare sets",
  (name) => {
    const json = stacks[`dafnckmachine-production-${name}`]!;

    expect(only(json, "aws_wafv2_web_acl_association")).toMatchObject({
      web_acl_arn: "${aws_wafv2_web_acl.web-acl.arn}",
      resource_arn: "${aws_lb.public.arn}",
    });
    const { rule } = only(json, "aws_wafv2_web_acl");
    const [, limit] = rule;
    expect(limit.statement.rate_based_statement).toMatchObject({
      limit: 2000,
      aggregate_key_type: "FORWARDED_IP",
      forwarded_ip_config: { header_name: "CF-Connecting-IP" },
    });
    const groupsOf = (rules: Json[]) =>
      rules.map(({ statement }) => statement.managed_rule_group_statement).filter(Boolean);
    const ofCdn = only(stacks["dafnckmachine-production-edge"]!, "aws_wafv2_web_acl").rule;
    expect(groupsOf(rule)).toEqual(groupsOf(ofCdn));
  },
);

test.each(["load-balancing", `load-balancing-${production.recovery!.region}`])(
  "blocks requests to %s that come neither through the CDN nor from health checkers or testers",
  (name) => {
    const json = stacks[`dafnckmachine-production-${name}`]!;
    const [around] = only(json, "aws_wafv2_web_acl").rule;
    const [pattern] = only(json, "aws_wafv2_regex_pattern_set").regular_expression;
    const { api, app } = stacks["dafnckmachine-production-edge"]!.resource.aws_cloudfront_distribution;

    expect(around).toMatchObject({ name: "AroundProxy", priority: 0, action: { block: {} } });
    const [addresses, header] = around.statement.not_statement.statement.or_statement.statement;
    expect(addresses).toHaveProperty("ip_set_reference_statement");
    expect(only(json, "aws_wafv2_ip_set").addresses).toEqual([...HEALTH_CHECKERS, ...owner.testCidrs]);
    expect(header.regex_pattern_set_reference_statement.field_to_match.single_header.name).toBe(
      api.origin[0].custom_header[0].name,
    );
    expect(pattern.regex_string).toMatch(/^\^\$\{sensitive\(.*origin-header.*\)\}\$$/);
    for (const { custom_header } of [...api.origin, ...app.origin]) {
      expect(custom_header[0].value).toMatch(/^\$\{sensitive\(.*origin-header.*\)\}$/);
    }
  },
);

test("counts clients by X-Forwarded-For without Cloudflare", () => {
  const [, limit] = only(stacks["dafnckmachine-staging-load-balancing"]!, "aws_wafv2_web_acl").rule;

  expect(limit.statement.rate_based_statement.forwarded_ip_config.header_name).toBe("X-Forwarded-For");
});

test("lets development delete its load balancers", () => {
  const { resource } = stacks["dafnckmachine-development-load-balancing"]!;

  expect(resource.aws_lb.public).toMatchObject({
    name: `dafnckmachine-alb${development.nameSuffix}`,
    enable_deletion_protection: false,
    lifecycle: { prevent_destroy: false },
  });
});
