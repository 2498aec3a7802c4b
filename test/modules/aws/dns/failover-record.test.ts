import { FailoverRecord } from "@modules/aws/dns/failover-record";
import { HealthCheck, type HealthCheckProps } from "@modules/aws/dns/health-check";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { Construct } from "constructs";
import { expect, test } from "vitest";

class Balancer extends Construct {
  readonly dnsName = "shop.us-east-1.elb.amazonaws.com";
  readonly zoneId = "Z35SXDOTRQ7X7K";
}

function records(given: Partial<HealthCheckProps> & { readonly record?: string } = {}): Json {
  const { record = "origin.shop.example", ...props } = given;
  return synth((stack) => {
    const zone = new HostedZone(stack, "zone", { domain: "shop.example", comment: "Shop" });
    const target = new Balancer(stack, "balancer");
    const healthCheck = new HealthCheck(stack, "check", { name: "shop-east", host: target.dnsName, ...props });
    new FailoverRecord(stack, "east", { zone, name: record, region: "us-east-1", target, healthCheck });
    new FailoverRecord(stack, "west", { zone, name: record, region: "us-west-2", target });
  });
}

test("requests HTTPS every 30 seconds and changes its status after three answers", () => {
  expect(only(records(), "aws_route53_health_check")).toMatchObject({
    type: "HTTPS",
    fqdn: "shop.us-east-1.elb.amazonaws.com",
    port: 443,
    resource_path: "/health",
    request_interval: 30,
    failure_threshold: 3,
  });
});

test("requests a given port", () => {
  expect(only(records({ port: 8443 }), "aws_route53_health_check").port).toBe(8443);
});

test("cuts a long name for the reference, but not for the tag", () => {
  const name = "hc-of-a-region-with-a-very-long-name";
  const check = only(records({ name }), "aws_route53_health_check");

  expect(check.reference_name).toMatch(/^hc-of-a-region.{1,13}$/);
  expect(check.tags.Name).toBe(name);
});

test("makes the record with a health check the primary, and the one without the secondary", () => {
  const { east, west } = records().resource.aws_route53_record;

  expect(east).toMatchObject({
    set_identifier: "primary-us-east-1",
    failover_routing_policy: { type: "PRIMARY" },
    health_check_id: "${aws_route53_health_check.check.id}",
    // Otherwise one target group without healthy targets would move the name to the standby.
    alias: { evaluate_target_health: false },
  });
  expect(west).toMatchObject({
    set_identifier: "secondary-us-west-2",
    failover_routing_policy: { type: "SECONDARY" },
  });
  expect(west).not.toHaveProperty("health_check_id");
});

test("fails on a name outside the zone", () => {
  expect(() => records({ record: "origin.example.com" })).toThrow(
    "east: name must be in the zone shop.example, got origin.example.com",
  );
});

test("fails on a threshold that Route 53 refuses", () => {
  expect(() => records({ threshold: 11 })).toThrow("check: threshold must be a whole number, 1 to 10, got 11");
});
