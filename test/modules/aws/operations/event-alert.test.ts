import { Alerts } from "@modules/aws/operations/alerts";
import { EventAlert, type EventAlertProps } from "@modules/aws/operations/event-alert";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function eventAlert(props: Partial<EventAlertProps> = {}): Json {
  return synth((stack) => {
    new EventAlert(stack, "threats", {
      name: "shop-threats",
      description: "Findings of high severity",
      pattern: { source: ["aws.guardduty"], detail: { severity: [{ numeric: [">=", 7] }] } },
      alerts: new Alerts(stack, "alerts", { name: "shop", emails: [] }),
      severity: "critical",
      fields: { title: "$.detail.title" },
      message: "GuardDuty: <title>",
      ...props,
    });
  });
}

test("sends matching events to the topic of its severity, in a sentence", () => {
  const json = eventAlert();

  expect(JSON.parse(only(json, "aws_cloudwatch_event_rule").event_pattern)).toEqual({
    source: ["aws.guardduty"],
    detail: { severity: [{ numeric: [">=", 7] }] },
  });
  expect(only(json, "aws_cloudwatch_event_target")).toMatchObject({
    arn: "${aws_sns_topic.alerts_critical_F48B744F.arn}",
    input_transformer: { input_paths: { title: "$.detail.title" }, input_template: '"GuardDuty: <title>"' },
  });
});

test.each([
  [{ name: "shop threats" }, "name must be 1 to 64 of A-Za-z0-9._-, got shop threats"],
  [{ fields: {} }, "fields must be a list of 1 to 100 entries, got none"],
  [{ message: 'a "quoted" word' }, "message must be text without quotation marks"],
] as [Partial<EventAlertProps>, string][])("fails when EventBridge would refuse %o", (props, message) => {
  expect(() => eventAlert(props)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  expect(only(eventAlert({ overrides: { state: "DISABLED" } }), "aws_cloudwatch_event_rule").state).toBe("DISABLED");
});
