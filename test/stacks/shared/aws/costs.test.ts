import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const costs = (platform: string) => stacks[`${platform}-production-costs`]!;

test("mails finance at four fifths of DafnckMachine's month, and its CTO at all of it", () => {
  expect(only(costs("dafnckmachine"), "aws_budgets_budget")).toMatchObject({
    name: "Monthly Infrastructure Budget",
    limit_amount: "5000",
    notification: [
      { threshold: 80, subscriber_email_addresses: ["finance@dafnckmachine.com"] },
      { threshold: 100, subscriber_email_addresses: ["cto@dafnckmachine.com"] },
    ],
  });
});

test("raises an alarm at each of the charges that DafnckMachine's environment names", () => {
  const alarms = resources(costs("dafnckmachine"), "aws_cloudwatch_metric_alarm");

  expect(alarms.map(({ threshold }) => threshold)).toEqual([1000, 5000, 10_000]);
});

test("watches FreeAgentics' cost of a day, and its projection of the month", () => {
  expect(resources(costs("freeagentics"), "aws_budgets_budget")).toMatchObject([
    { time_unit: "DAILY", limit_amount: "500", notification: [{ notification_type: "ACTUAL" }] },
    { time_unit: "MONTHLY", limit_amount: "15000", notification: [{ notification_type: "FORECASTED" }] },
  ]);
});

test("lets Cost Explorer publish FreeAgentics' anomalies to the topic of warnings", () => {
  const security = JSON.stringify(stacks["freeagentics-production-security"]);

  expect(only(costs("freeagentics"), "aws_ce_anomaly_subscription")).toMatchObject({
    frequency: "IMMEDIATE",
    subscriber: [{ type: "SNS", address: expect.stringContaining("alerts_warning") }],
  });
  expect(security).toContain("costalerts.amazonaws.com");
  expect(JSON.stringify(stacks["dafnckmachine-production-security"])).not.toContain("costalerts.amazonaws.com");
});

test("activates the tags by which Phoenix Rooivalk splits its cost", () => {
  const tags = resources(costs("phoenix-rooivalk"), "aws_ce_cost_allocation_tag").map(({ tag_key }) => tag_key);

  expect(tags).toEqual(["Environment", "Project", "Component"]);
  expect(costs("phoenix-rooivalk").provider.aws[0].default_tags[0].tags).toMatchObject({ Component: "costs" });
});

test("is left out of environments without limits of cost", () => {
  expect(Object.keys(stacks).filter((id) => /(?<!google)-costs$/.test(id))).toHaveLength(3);
});
