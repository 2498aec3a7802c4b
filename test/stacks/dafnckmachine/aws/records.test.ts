import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const json = stacks["dafnckmachine-production-records"]!;

test("asks the load balancer itself for the region's health, every thirty seconds", () => {
  expect(only(json, "aws_route53_health_check")).toMatchObject({
    fqdn: expect.stringContaining("dns_name"),
    resource_path: "/health",
    request_interval: 30,
    failure_threshold: 3,
  });
});

function records(type: "PRIMARY" | "SECONDARY"): Json[] {
  return Object.values<Json>(json.resource.aws_route53_record).filter(
    ({ failover_routing_policy }) => failover_routing_policy?.type === type,
  );
}

test("points the origins' names at the load balancer, ready to fail over", () => {
  expect(records("PRIMARY").map(({ name }) => name)).toEqual([
    "origin-api.aws.dafnckmachine.com",
    "origin-app.aws.dafnckmachine.com",
  ]);
  for (const record of records("PRIMARY")) {
    expect(record).toMatchObject({
      alias: { evaluate_target_health: true },
      health_check_id: "${aws_route53_health_check.primary-region.id}",
    });
  }
});

test("turns the origins to the standby while the primary region is unhealthy", () => {
  expect(records("SECONDARY").map(({ name }) => name)).toEqual([
    "origin-api.aws.dafnckmachine.com",
    "origin-app.aws.dafnckmachine.com",
  ]);
  for (const record of records("SECONDARY")) {
    expect(record).toMatchObject({
      set_identifier: "secondary-us-west-2",
      alias: { name: expect.stringContaining("load-balancing-us-west-2.outputs"), evaluate_target_health: true },
    });
    expect(record.health_check_id).toBeUndefined();
  }
});

test("has no second answer where there is no standby", () => {
  const staging = Object.values<Json>(stacks["dafnckmachine-staging-records"].resource.aws_route53_record);

  expect(staging.map(({ set_identifier }) => set_identifier)).not.toContain("secondary-us-west-2");
});
