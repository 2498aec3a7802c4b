import { CalculatedHealthCheck } from "@modules/aws/dns/calculated-health-check";
import { HealthCheck } from "@modules/aws/dns/health-check";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("is healthy while all of its health checks are", () => {
  const json = synth((stack) => {
    const healthChecks = ["web", "api"].map((name) => new HealthCheck(stack, name, { name, host: "a.example" }));
    new CalculatedHealthCheck(stack, "region", { name: "region", healthChecks });
  });

  expect(json.resource.aws_route53_health_check.region).toMatchObject({
    type: "CALCULATED",
    reference_name: "region",
    child_healthchecks: ["${aws_route53_health_check.web.id}", "${aws_route53_health_check.api.id}"],
    child_health_threshold: 2,
  });
});

test("fails without a health check", () => {
  const none = () => synth((stack) => new CalculatedHealthCheck(stack, "region", { name: "r", healthChecks: [] }));

  expect(none).toThrow("region: healthChecks must be a list of 1 to 256 entries, got none");
});
