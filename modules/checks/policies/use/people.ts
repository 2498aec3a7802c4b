/** Recipients of alarms and events. */
import type { Json } from "../../json";
import { list, once } from "../../model/values";
import type { Resource, Resources } from "../resources";
import { usesOf } from "./uses";

export const AWS_ALARM = "aws_cloudwatch_metric_alarm";
export const GOOGLE_ALARM = "google_monitoring_alert_policy";

const places = once(
  (all: Resources) =>
    new Map(
      all.stacks.map(({ id, json }) => [
        id,
        String(json.provider?.aws?.[0]?.region ?? json.provider?.google?.[0]?.project),
      ]),
    ),
);

/** AWS region or Google Cloud project of a stack. Alarms see the metrics, and rules the events, of their own alone. */
export function placeOfMetrics(all: Resources, stack: string): string {
  return places(all).get(stack) ?? "";
}

/** Topics deliver to people. Other actions scale, recover or run something. */
const publishes = (target: Json) => /sns/.test(JSON.stringify(target ?? ""));

/** Whether people are notified of an alarm of CloudWatch or Cloud Monitoring, or of the events that a rule of EventBridge matches. */
export function tellsPeople(resource: Resource, all: Resources): boolean {
  const { type, block } = resource;
  if (type === GOOGLE_ALARM) {
    return list(block.notification_channels).length > 0;
  }
  if (type === AWS_ALARM) {
    return block.actions_enabled !== false && publishes(block.alarm_actions);
  }
  return usesOf(all)
    .of(resource)
    .some(({ by }) => by.type === "aws_cloudwatch_event_target" && publishes(by.block.arn));
}
