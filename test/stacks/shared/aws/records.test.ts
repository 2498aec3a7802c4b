import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-records"]!;
const { region } = production.recovery!;
const ORIGINS = ["origin-api", "origin-app"].map((label) => `${label}.${production.domain}`);

/** Failover records of a kind. */
function records(type: "PRIMARY" | "SECONDARY"): Json[] {
  return Object.values<Json>(stack.resource.aws_route53_record).filter(
    ({ failover_routing_policy }) => failover_routing_policy?.type === type,
  );
}

test("checks the health of the primary region's load balancer every 30 seconds", () => {
  expect(only(stack, "aws_route53_health_check")).toMatchObject({
    fqdn: expect.stringContaining("dns_name"),
    resource_path: "/health",
    request_interval: 30,
    failure_threshold: 3,
  });
});

test("points the origin names at the load balancer while it is healthy", () => {
  expect(records("PRIMARY").map(({ name }) => name)).toEqual(ORIGINS);
  for (const record of records("PRIMARY")) {
    expect(record).toMatchObject({
      set_identifier: `primary-${production.account.region}`,
      alias: { evaluate_target_health: true },
      health_check_id: "${aws_route53_health_check.primary-region.id}",
    });
  }
});

test("fails the origin names over to the standby, without a health check of the last answer", () => {
  expect(records("SECONDARY").map(({ name }) => name)).toEqual(ORIGINS);
  for (const record of records("SECONDARY")) {
    expect(record).toMatchObject({
      set_identifier: `secondary-${region}`,
      alias: { name: expect.stringContaining(`load-balancing-${region}.outputs`), evaluate_target_health: true },
    });
    expect(record.health_check_id).toBeUndefined();
  }
});

test("has primary records only without a standby", () => {
  const staging = Object.values<Json>(stacks["dafnckmachine-staging-records"]!.resource.aws_route53_record);

  expect(staging.map((record) => record.failover_routing_policy.type)).toEqual(["PRIMARY", "PRIMARY"]);
});
