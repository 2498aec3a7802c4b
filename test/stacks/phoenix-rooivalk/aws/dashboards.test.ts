import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const operations = stacks["phoenix-rooivalk-production-operations"]!;

test.each(["application", "infrastructure", "database", "blockchain"])(
  "shows on the dashboard %s first whether users are served",
  (name) => {
    const body = operations.resource.aws_cloudwatch_dashboard[`${name}-dashboard`].dashboard_body;
    const first = JSON.parse(body).widgets.filter(({ y }: Json) => y === 0);

    expect(first.map(({ properties }: Json) => properties.title)).toEqual([
      "Requests",
      "Failed requests",
      "Response time",
    ]);
  },
);

test("warns when validators handle more transactions than the platform is sized for", () => {
  const alarm = resources(operations, "aws_cloudwatch_metric_alarm").find(
    ({ alarm_name }) => alarm_name === "phoenix-rooivalk-blockchain-transactions",
  );

  expect(alarm).toMatchObject({
    namespace: production.blockchain.metricsNamespace,
    metric_name: "TransactionThroughput",
    threshold: 3500,
    alarm_actions: [expect.stringContaining("alerts_warning")],
  });
});
