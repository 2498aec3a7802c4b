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
  expect(stack.resource.aws_route53_health_check["primary-region"]).toMatchObject({
    fqdn: expect.stringContaining("dns_name"),
    resource_path: "/health",
    request_interval: 30,
    failure_threshold: 3,
  });
  expect(only(stacks["freeagentics-production-records"]!, "aws_route53_health_check").type).toBe("HTTPS");
});

test("counts the region as healthy while its web tier and its API answer, by a name that does not fail over", () => {
  const { api, region: calculated } = stack.resource.aws_route53_health_check;
  const { aws_route53_record: addresses } = stack.resource;
  const routes = stacks["dafnckmachine-production-workloads"]!.resource.kubernetes_manifest.routing.manifest.spec;

  expect(api).toMatchObject({ fqdn: `api-health.${production.domain}`, resource_path: "/v1/health" });
  expect(addresses["api-record"]).toMatchObject({ name: api.fqdn });
  expect(addresses["api-record"]).not.toHaveProperty("failover_routing_policy");
  expect(routes.hosts).toContain(api.fqdn);
  expect(calculated).toMatchObject({
    type: "CALCULATED",
    reference_name: "hc-primary-region",
    child_healthchecks: ["${aws_route53_health_check.primary-region.id}", "${aws_route53_health_check.api.id}"],
    child_health_threshold: 2,
  });
});

test("points the origin names at the load balancer while the region is healthy, whatever single targets are", () => {
  expect(records("PRIMARY").map(({ name }) => name)).toEqual(ORIGINS);
  for (const record of records("PRIMARY")) {
    expect(record).toMatchObject({
      set_identifier: `primary-${production.account.region}`,
      alias: { evaluate_target_health: false },
      health_check_id: "${aws_route53_health_check.region.id}",
    });
  }
});

test("fails the origin names over to the standby, without a health check of the last answer", () => {
  expect(records("SECONDARY").map(({ name }) => name)).toEqual(ORIGINS);
  for (const record of records("SECONDARY")) {
    expect(record).toMatchObject({
      set_identifier: `secondary-${region}`,
      alias: { name: expect.stringContaining(`load-balancing-${region}.outputs`), evaluate_target_health: false },
    });
    expect(record.health_check_id).toBeUndefined();
  }
});

test("has primary records only without a standby", () => {
  const staging = Object.values<Json>(stacks["dafnckmachine-staging-records"]!.resource.aws_route53_record);

  expect(staging.flatMap((record) => record.failover_routing_policy?.type ?? [])).toEqual(["PRIMARY", "PRIMARY"]);
});
