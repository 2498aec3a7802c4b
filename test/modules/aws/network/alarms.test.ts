import { natGatewayAlarms } from "@modules/aws/network/alarms";
import { expect, test } from "vitest";

test("wakes a person when a NAT gateway has no free port", () => {
  expect(natGatewayAlarms("nat-1").ports).toMatchObject({
    above: 0,
    severity: "critical",
    metric: { name: "ErrorPortAllocation", dimensions: { NatGatewayId: "nat-1" } },
  });
});
