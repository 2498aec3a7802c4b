import { Alerts } from "@modules/aws/operations/alerts";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { addJobFailureAlert, addRestoreFailureAlert } from "../../../../stacks/parts/aws/backup-alerts";

const json = synth((stack) => {
  const alerts = new Alerts(stack, "alerts", { name: "shop", emails: ["team@shop.test"] });
  const settings = { description: "Failed jobs", alerts };
  addJobFailureAlert(stack, "jobs", { ...settings, name: "jobs", kinds: ["Backup", "Copy"] });
  addRestoreFailureAlert(stack, "restores", { ...settings, name: "restores" });
});

/** Pattern of a rule: the events, and the values of the field that tells how a job ended. */
function pattern(name: string): Json {
  return JSON.parse(only(json, "aws_cloudwatch_event_rule", { name }).event_pattern);
}

const FAILED = ["FAILED", "ABORTED", "EXPIRED"];

test("wakes a person when a backup or a copy fails, by the state of its job", () => {
  expect(pattern("jobs")).toEqual({
    source: ["aws.backup"],
    "detail-type": ["Backup Job State Change", "Copy Job State Change"],
    detail: { state: FAILED },
  });
});

test("wakes a person when a restore fails, by the status of its job", () => {
  expect(pattern("restores")).toMatchObject({
    "detail-type": ["Restore Job State Change"],
    detail: { status: FAILED },
  });
});

test.each(["jobs", "restores"])("notifies of failed %s as critical, in a sentence whose fields exist", (name) => {
  const target = only(json, "aws_cloudwatch_event_target", { rule: `\${aws_cloudwatch_event_rule.${name}.name}` });
  const { input_paths, input_template } = target.input_transformer;
  const named = [...input_template.matchAll(/<(\w+)>/g)].map(([, field]) => field);

  expect(target.arn).toContain("critical");
  expect(named.sort()).toEqual(Object.keys(input_paths).sort());
});
