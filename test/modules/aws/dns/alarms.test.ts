import { healthCheckAlarms } from "@modules/aws/dns/alarms";
import { expect, test } from "vitest";

test("wakes a person in the minute in which names fail over to the standby", () => {
  expect(healthCheckAlarms({ id: "abc" }).unhealthy).toMatchObject({
    below: 1,
    periods: 1,
    severity: "critical",
    missingData: "breaching",
    metric: { namespace: "AWS/Route53", dimensions: { HealthCheckId: "abc" }, periodSeconds: 60 },
  });
});
