import { setAlerts } from "@modules/google/operations/default-alerts";
import { UptimeCheck, type UptimeCheckProps } from "@modules/google/operations/uptime-check";
import { only, resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { CHANNELS } from "./fixture";

function uptime(props: Partial<UptimeCheckProps> = {}) {
  return synth((stack) => {
    setAlerts(stack, { alerts: CHANNELS });
    new UptimeCheck(stack, "site", { name: "shop", host: "shop.example.com", ...props });
  });
}

test("requests the name by HTTPS every minute and verifies its certificate", () => {
  expect(only(uptime({ path: "/health" }), "google_monitoring_uptime_check_config")).toMatchObject({
    period: "60s",
    timeout: "10s",
    monitored_resource: { type: "uptime_url", labels: { host: "shop.example.com", project_id: "example-project" } },
    http_check: { path: "/health", port: 443, use_ssl: true, validate_ssl: true },
  });
});

test("fires when two regions fail, and two weeks before the certificate ends", () => {
  const policies = resources(uptime(), "google_monitoring_alert_policy");
  const [unreachable, expiry] = ["unreachable", "expiry"].map((end) =>
    policies.find(({ display_name }) => display_name === `shop-${end}`),
  );

  expect(unreachable).toMatchObject({
    severity: "CRITICAL",
    conditions: [{ condition_threshold: { threshold_value: 1, comparison: "COMPARISON_GT" } }],
  });
  expect(unreachable!.conditions[0].condition_threshold.filter).toContain(
    "${google_monitoring_uptime_check_config.site.uptime_check_id}",
  );
  expect(expiry!.conditions[0].condition_threshold).toMatchObject({ threshold_value: 14, comparison: "COMPARISON_LT" });
});

test.each<[Partial<UptimeCheckProps>, string]>([
  [{ path: "health" }, "site: path must be an absolute path, got health"],
  [{ periodSeconds: 30 }, "site: periodSeconds must be 60, 300, 600 or 900, got 30"],
  [{ timeoutSeconds: 61 }, "site: timeoutSeconds must be a whole number, 1 to 60, got 61"],
])("fails on %j", (props, message) => {
  expect(() => uptime(props)).toThrow(message);
});
