import { ScheduledRule, type ScheduledRuleProps } from "@modules/aws/functions/scheduled-rule";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { testFunction } from "../../../support/function";

function rule(props: Partial<ScheduledRuleProps> = {}): Json {
  return synth((stack) => {
    new ScheduledRule(stack, "nightly", {
      name: "nightly",
      description: "Every night",
      schedule: "cron(0 2 * * ? *)",
      target: testFunction(stack),
      ...props,
    });
  });
}

test("invokes the function on the schedule, with a permission for this rule only", () => {
  const json = rule();

  expect(only(json, "aws_cloudwatch_event_rule")).toMatchObject({ schedule_expression: "cron(0 2 * * ? *)" });
  expect(only(json, "aws_cloudwatch_event_target")).toMatchObject({
    rule: "${aws_cloudwatch_event_rule.nightly.name}",
    arn: "${aws_lambda_function.resize.arn}",
  });
  expect(only(json, "aws_lambda_permission")).toMatchObject({
    principal: "events.amazonaws.com",
    source_arn: "${aws_cloudwatch_event_rule.nightly.arn}",
    source_account: "111122223333",
  });
});

test("lets overrides win over what it sets", () => {
  expect(only(rule({ overrides: { state: "DISABLED" } }), "aws_cloudwatch_event_rule").state).toBe("DISABLED");
});

test("fails on an expression that is not a schedule", () => {
  expect(() => rule({ schedule: "every hour" })).toThrow(
    "nightly: schedule must be rate(...) or cron(...), such as rate(1 hour), got every hour",
  );
});

test("fails on a name that EventBridge does not accept", () => {
  expect(() => rule({ name: "every night" })).toThrow("name must be 1 to 64 of A-Za-z0-9._-, got every night");
});
