import { manifests } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { apiGatewayDashboard } from "../../../../../../stacks/lp/cluster/observability/monitoring/api-gateway-dashboard";
import { availabilityRules } from "../../../../../../stacks/lp/cluster/observability/monitoring/slo";
import { stacks } from "../../../../../support/stacks";

const OBJECTIVES = { apiGateway: { availabilityPercent: 99.99, windowDays: 30, latency: [] } };

test("alerts on the error budget of the API, 0.01 % of the requests, in production", () => {
  const { groups } = manifests(stacks["lp-production-observability"]!)["PrometheusRule/availability"]!.spec;
  const [, objective] = groups;

  expect(groups.map(({ name }: { name: string }) => name)).toEqual([
    "availability",
    "objective-api-gateway-availability",
  ]);
  expect(objective.rules.at(-2)).toMatchObject({ alert: "ErrorBudgetBurns", labels: { severity: "warning" } });
  expect(objective.rules.at(-2).expr).toMatch(/ > 0\.0001 and .* > 0\.0001$/);
});

test("watches only the pods where the environment has no objectives", () => {
  const groups = availabilityRules({ objectives: undefined });

  expect(groups.flatMap(({ rules }) => rules)).toMatchObject([{ alert: "ApiGatewayPodSilent" }]);
});

test("shows the budget that is left, if there is one", () => {
  const panels = (text: string) => JSON.parse(text).panels.map(({ title }: { title: string }) => title);

  expect(panels(apiGatewayDashboard({ objectives: OBJECTIVES }))).toContain(
    "Error Budget Left of 30 Days: availability",
  );
  expect(panels(apiGatewayDashboard({ objectives: undefined }))).toEqual([
    "Availability",
    "Request Rate",
    "Response Time",
  ]);
});
