/** Detectors whose findings have no recipient. */
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { detectorsUse } from "@modules/checks/policies/use/detectors";
import { expect, test } from "vitest";

const stack = (id: string, group: string, region: string, resource: object) => ({
  id,
  json: { provider: { aws: [{ region }] }, resource },
  isProtected: true,
  group,
});
const analyzer = stack("a", "shop", "us-east-1", { aws_accessanalyzer_analyzer: { it: {} } });

const alert = (source: string, arn = "arn:aws:sns:us-east-1:111122223333:topic") => ({
  aws_cloudwatch_event_rule: { it: { event_pattern: JSON.stringify({ source: [source] }) } },
  aws_cloudwatch_event_target: { it: { rule: "${aws_cloudwatch_event_rule.it.name}", arn } },
});

const silent = (...stacks: ReturnType<typeof stack>[]) =>
  detectorsUse.flatMap((rule) => violations(rule, new Resources(stacks)));

test("accepts an alert of another stack in the region", () => {
  expect(silent(analyzer, stack("b", "shop", "us-east-1", alert("aws.access-analyzer")))).toEqual([]);
});

test.each([
  ["nowhere", []],
  ["for another service", [stack("b", "shop", "us-east-1", alert("aws.guardduty"))]],
  ["in another region", [stack("b", "shop", "us-west-2", alert("aws.access-analyzer"))]],
  ["in another environment", [stack("b", "toys", "us-east-1", alert("aws.access-analyzer"))]],
  [
    "that runs a function",
    [
      stack(
        "b",
        "shop",
        "us-east-1",
        alert("aws.access-analyzer", "arn:aws:lambda:us-east-1:111122223333:function:log"),
      ),
    ],
  ],
])("fails for an analyzer with an alert %s", (_, others) => {
  expect(silent(analyzer, ...others)).toHaveLength(1);
});
