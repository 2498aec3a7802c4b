import { alertmanagerYaml } from "@modules/config/alertmanager";
import { expect, test } from "vitest";
import { parse } from "yaml";

const topic = (name: string) => ({ arn: `arn:aws:sns:us-east-1:111122223333:${name}`, repeatInterval: "1h" });

test("publishes alerts to the topic of their severity, and others to that of the warnings", () => {
  const text = alertmanagerYaml({
    region: "us-east-1",
    topics: { critical: topic("critical"), warning: topic("warning") },
    otherwise: "warning",
  });
  const { route, receivers } = parse(text);

  expect(route.receiver).toBe("warning");
  expect(route.routes[0]).toMatchObject({ matchers: ['severity="critical"'], receiver: "critical", group_wait: "0s" });
  expect(receivers[0].sns_configs[0]).toMatchObject({
    topic_arn: "arn:aws:sns:us-east-1:111122223333:critical",
    sigv4: { region: "us-east-1" },
    send_resolved: true,
  });
});

test("fails when alerts of other severities would go nowhere", () => {
  expect(() =>
    alertmanagerYaml({ region: "us-east-1", topics: { critical: topic("c") }, otherwise: "warning" }),
  ).toThrow("otherwise must be critical, got warning");
});
