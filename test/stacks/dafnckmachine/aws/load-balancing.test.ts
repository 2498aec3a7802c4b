import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const production = stacks["dafnckmachine-production-load-balancing"];
const { aws_lb, aws_lb_listener, aws_lb_target_group } = production.resource;

test("takes the world's requests in every zone, under the name of the design", () => {
  expect(aws_lb.public).toMatchObject({
    name: "dafnckmachine-alb",
    internal: false,
    load_balancer_type: "application",
    enable_deletion_protection: true,
  });
  expect(aws_lb.public.subnets).toHaveLength(3);
  expect(aws_lb.public.security_groups[0]).toMatch(/aws_security_group\w*web/);
});

test("sends what no rule takes to the web tier, and API paths to the API tier", () => {
  const https = Object.values<Json>(aws_lb_listener).find(({ port }) => port === 443);

  expect(https.default_action).toEqual([{ type: "forward", target_group_arn: "${aws_lb_target_group.web.arn}" }]);
  expect(only(production, "aws_lb_listener_rule")).toMatchObject({
    condition: [{ path_pattern: { values: ["/api/*"] } }],
    action: [{ target_group_arn: "${aws_lb_target_group.api.arn}" }],
  });
});

test("has the target groups of the tiers and the microservices", () => {
  expect(aws_lb_target_group).toMatchObject({
    web: { name: "web-targets", port: 80, target_type: "instance", health_check: { path: "/health" } },
    api: { name: "api", port: 3000, target_type: "instance" },
    microservices: { name: "microservices", port: 3001, protocol: "TCP", target_type: "ip" },
  });
});

test("offers microservices inside the VPC to the API tier alone", () => {
  const listener = Object.values<Json>(aws_lb_listener).find(({ protocol }) => protocol === "TCP");

  expect(listener).toMatchObject({ port: 8080, load_balancer_arn: "${aws_lb.internal.arn}" });
  const admitted = Object.values<Json>(production.resource.aws_vpc_security_group_ingress_rule).filter(
    ({ from_port }) => from_port === 8080,
  );
  expect(admitted).toMatchObject([{ referenced_security_group_id: expect.stringMatching(/aws_security_group\w*api/) }]);
});

test("opens the test port to the testers' networks alone", () => {
  const admitted = Object.values<Json>(production.resource.aws_vpc_security_group_ingress_rule).filter(
    ({ from_port }) => from_port === 8443,
  );

  expect(admitted.map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual(["203.0.113.0/24"]);
});

test("certifies the domain and the names a CDN asks for", () => {
  expect(only(production, "aws_acm_certificate")).toMatchObject({
    domain_name: "aws.dafnckmachine.com",
    subject_alternative_names: ["origin-api.aws.dafnckmachine.com", "origin-app.aws.dafnckmachine.com"],
  });
});

test.each(["", "-us-west-2"])(
  "stands behind the CDN's rules, which count by the client the CDN names (%s)",
  (region) => {
    const json = stacks[`dafnckmachine-production-load-balancing${region}`]!;

    expect(only(json, "aws_wafv2_web_acl_association")).toMatchObject({
      web_acl_arn: "${aws_wafv2_web_acl.web-acl.arn}",
      resource_arn: "${aws_lb.public.arn}",
    });
    const [limit, ...groups] = only(json, "aws_wafv2_web_acl").rule;
    expect(limit.statement.rate_based_statement).toMatchObject({
      limit: 2000,
      aggregate_key_type: "FORWARDED_IP",
      forwarded_ip_config: { header_name: "X-Forwarded-For" },
    });
    const [, , ...ofCdn] = only(stacks["dafnckmachine-production-edge"]!, "aws_wafv2_web_acl").rule;
    expect(groups).toEqual(ofCdn);
  },
);

test("lets a development environment go", () => {
  const { resource } = stacks["dafnckmachine-development-load-balancing"];

  expect(resource.aws_lb.public).toMatchObject({
    name: "dafnckmachine-alb-development",
    enable_deletion_protection: false,
    lifecycle: { prevent_destroy: false },
  });
});
