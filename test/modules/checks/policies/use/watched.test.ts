import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { watched } from "@modules/checks/policies/use/watched";
import { expect, test } from "vitest";

const stack = (id: string, region: string, resource: object) => ({
  id,
  json: { provider: { aws: [{ region }] }, resource },
  isProtected: true,
});

const database = { aws_db_instance: { shop: { identifier: "shop" } } };
const alarm = (action: string, identifier = "shop") => ({
  aws_cloudwatch_metric_alarm: {
    cpu: { alarm_name: "cpu", dimensions: { DBInstanceIdentifier: identifier }, alarm_actions: [action] },
  },
});
const TOPIC = "arn:aws:sns:us-west-2:111122223333:critical";

const silent = (...stacks: ReturnType<typeof stack>[]) =>
  watched.flatMap((rule) => violations(rule, new Resources(stacks)));

test("accepts an alarm of another stack in the region of the resource", () => {
  expect(silent(stack("data", "us-west-2", database), stack("operations", "us-west-2", alarm(TOPIC)))).toEqual([]);
});

test.each([
  ["in another region, where the metric does not exist", "us-east-1", alarm(TOPIC)],
  ["that changes a capacity and tells nobody", "us-west-2", alarm("arn:aws:autoscaling:us-west-2:1:scalingPolicy")],
  ["of a resource whose name ends alike", "us-west-2", alarm(TOPIC, "bookshop")],
])("refuses an alarm %s", (_, region, resource) => {
  expect(silent(stack("data", "us-west-2", database), stack("operations", region, resource))).toEqual([
    "data aws_db_instance.shop",
  ]);
});

test("refuses an alarm that does not name the resource", () => {
  const load = { metric_query: [{ expression: "-0.5 * load" }], alarm_actions: [TOPIC] };
  const resource = { aws_lb: { shop: {} }, aws_cloudwatch_metric_alarm: { load } };

  expect(silent(stack("web", "us-west-2", resource))).toEqual(["web aws_lb.shop"]);
});

test.each([
  ["a channel", ["projects/shop/notificationChannels/1"], []],
  ["no channel", [], ["cache google_redis_instance.shop"]],
])("looks whether an alert policy of Google Cloud has %s", (_, notification_channels, found) => {
  const policy = { conditions: [{ condition_threshold: { filter: 'instance_id = "shop"' } }], notification_channels };
  const resource = {
    google_redis_instance: { shop: { name: "shop" } },
    google_monitoring_alert_policy: { memory: policy },
  };

  expect(silent(stack("cache", "us-east-1", resource))).toEqual(found);
});
