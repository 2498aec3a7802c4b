import type { Json } from "@modules/checks/json";
import type { Plan } from "@modules/cloudflare/zone/plan";
import { Zone } from "@modules/cloudflare/zone/zone";
import { ZoneAlerts } from "@modules/cloudflare/zone/zone-alerts";
import { resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const ID = "023e105f4ecef8ad9ca31a8372d0c353";

function alerts(plan: Plan, emails = ["on-call@example.com"]): Json[] {
  const json = synth((stack) => {
    const zone = Zone.fromExisting(stack, "zone", { id: ID, name: "example.com", plan });
    new ZoneAlerts(stack, "alerts", { accountId: ID, zone, name: "shop", emails });
  });
  return resources(json, "cloudflare_notification_policy");
}

test("mails about attacks, unreachable origins and certificates on every plan", () => {
  const policies = alerts("free");

  expect(policies.map(({ name, alert_type }) => [name, alert_type])).toEqual([
    ["shop-attacks", "dos_attack_l7"],
    ["shop-origins", "real_origin_monitoring"],
    ["shop-certificates", "universal_ssl_event_type"],
  ]);
  for (const { enabled, mechanisms } of policies) {
    expect({ enabled, mechanisms }).toEqual({ enabled: true, mechanisms: { email: [{ id: "on-call@example.com" }] } });
  }
});

test("mails about what the WAF of the zone stops where the plan has it", () => {
  expect(alerts("business").at(-1)).toMatchObject({
    alert_type: "clickhouse_alert_fw_anomaly",
    filters: { zones: [ID] },
  });
});

test("fails without a recipient", () => {
  expect(() => alerts("free", [])).toThrow("alerts: emails must be a list of at least 1 entry, got none");
});
