import { expect, test } from "vitest";
import { stacks } from "../../support/stacks";
import { type Json, only } from "../../support/synth";

const json = stacks["dafnckmachine-production-records"]!;

test("asks the load balancer itself for the region's health, every thirty seconds", () => {
  expect(only(json, "aws_route53_health_check")).toMatchObject({
    fqdn: expect.stringContaining("dns_name"),
    resource_path: "/health",
    request_interval: 30,
    failure_threshold: 3,
  });
});

test("points the origins' names at the load balancer, ready to fail over", () => {
  const records = Object.values<Json>(json.resource.aws_route53_record);

  expect(records.map(({ name }) => name)).toEqual(["origin-api.dafnckmachine.com", "origin-app.dafnckmachine.com"]);
  for (const record of records) {
    expect(record).toMatchObject({
      alias: { evaluate_target_health: true },
      failover_routing_policy: { type: "PRIMARY" },
      health_check_id: "${aws_route53_health_check.primary-region.id}",
    });
  }
});
