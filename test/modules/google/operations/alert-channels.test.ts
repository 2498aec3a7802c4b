import { AlertChannels, type AlertChannelsProps } from "@modules/google/operations/alert-channels";
import { resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";

function channels(props: Partial<AlertChannelsProps> = {}) {
  const json = synth((stack) => {
    const made = new AlertChannels(stack, "alerts", { name: "shop", emails: ["oncall@example.com"], ...props });
    new TerraformOutput(stack, "channels", { value: made.channels, staticId: true });
  });
  return { made: resources(json, "google_monitoring_notification_channel"), by: json.output.channels.value };
}

const SLACK = { channelName: "#alerts", token: "xoxb" };

test("sends mail for every severity, without chat or pages", () => {
  const { made, by } = channels();

  expect(made).toMatchObject([{ type: "email", labels: { email_address: "oncall@example.com" } }]);
  expect(new Set(Object.values(by).map(String)).size).toBe(1);
});

test("shows critical alerts and warnings in chat, and pages for critical ones alone", () => {
  const { made, by } = channels({ slack: SLACK, pagerDutyKey: "key" });

  expect(made.map(({ type }) => type).sort()).toEqual(["email", "pagerduty", "slack"]);
  expect([by.critical, by.warning, by.informational].map(({ length }) => length)).toEqual([3, 2, 1]);
});

test("keeps tokens in the arguments that Terraform hides", () => {
  const { made } = channels({ slack: SLACK, pagerDutyKey: "key" });

  expect(made.find(({ type }) => type === "slack")).toMatchObject({
    labels: { channel_name: "#alerts" },
    sensitive_labels: { auth_token: "xoxb" },
  });
  expect(made.find(({ type }) => type === "pagerduty")!.sensitive_labels).toEqual({ service_key: "key" });
});

test.each<[Partial<AlertChannelsProps>, string]>([
  [{ emails: [] }, "alerts: emails must be a list of at least 1 entry, got none"],
  [{ slack: { ...SLACK, channelName: "alerts" } }, "slack.channelName must be a channel such as #alerts, got alerts"],
])("fails on %j", (props, message) => {
  expect(() => channels(props)).toThrow(message);
});
