import { DatabaseEvents, type DatabaseEventsProps } from "@modules/aws/database/database-events";
import { Alerts } from "@modules/aws/operations/alerts";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function events(props: Partial<DatabaseEventsProps> = {}): Json {
  const json = synth((stack) => {
    new DatabaseEvents(stack, "events", {
      name: "shop-events",
      sourceType: "db-instance",
      identifiers: ["shop"],
      alerts: new Alerts(stack, "alerts", { name: "shop", emails: [], services: ["rds"] }),
      ...props,
    });
  });
  return only(json, "aws_db_event_subscription");
}

test("notifies the critical topic of failures and failovers of an instance", () => {
  expect(events()).toMatchObject({
    sns_topic: "${aws_sns_topic.alerts_critical_F48B744F.arn}",
    source_type: "db-instance",
    source_ids: ["shop"],
    event_categories: ["availability", "failover", "failure", "low storage", "recovery"],
  });
});

test("takes the categories that clusters have", () => {
  expect(events({ sourceType: "db-cluster" }).event_categories).toEqual(["failover", "failure", "global-failover"]);
});

test("fails for a name that RDS refuses", () => {
  expect(() => events({ name: "shop_events" })).toThrow("name must be 1 to 255 letters, digits and hyphens");
});

test("lets overrides win over what it sets", () => {
  expect(events({ overrides: { enabled: false } }).enabled).toBe(false);
});
