import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const POLICIES = "google_monitoring_alert_policy";
const withGoogle = ["dafnckmachine-production", "lp-production"];

test.each(withGoogle)("%s is checked from outside, and has a dashboard that begins with the checks", (environment) => {
  const json = stacks[`${environment}-google-operations`]!;
  const { mosaicLayout } = JSON.parse(only(json, "google_monitoring_dashboard").dashboard_json);

  expect(resources(json, "google_monitoring_uptime_check_config").length).toBeGreaterThan(0);
  expect(mosaicLayout.tiles[0].widget.title).toMatch(/^Regions that cannot reach/);
});

test("has the objectives of the environment, of the load balancer in Google Cloud", () => {
  const slos = resources(stacks["dafnckmachine-production-google-operations"]!, "google_monitoring_slo");

  expect(slos.map(({ goal, slo_id }) => [slo_id, goal]).sort()).toEqual([
    ["availability", 0.999],
    ["latency-p95", 0.95],
    ["latency-p95", 0.95],
  ]);
  expect(JSON.stringify(slos)).toContain('backend_target_name = \\"dafnckmachine-api\\"');
});

test("measures LP by its public name, which works without AWS", () => {
  const slo = only(stacks["lp-production-google-operations"]!, "google_monitoring_slo");

  expect(slo.goal).toBe(0.9999);
  expect(slo.windows_based_sli.good_bad_metric_filter).toContain("uptime_check_id");
});

test("watches development by critical alerts alone, without a dashboard", () => {
  const development = Object.entries(stacks).filter(([id]) => id.startsWith("dafnckmachine-development-google-"));
  const policies = development.flatMap(([, json]) => resources(json, POLICIES));

  expect(policies.length).toBeGreaterThan(5);
  expect(new Set(policies.map(({ severity }) => severity))).toEqual(new Set(["CRITICAL"]));
  expect(stacks).not.toHaveProperty("dafnckmachine-development-google-operations");
});

test("names every alert of a project once, and notifies a channel", () => {
  for (const environment of [...withGoogle, "dafnckmachine-development"]) {
    const policies: Json[] = Object.entries(stacks)
      .filter(([id]) => id.startsWith(`${environment}-google-`))
      .flatMap(([, json]) => resources(json, POLICIES));
    const names = policies.map(({ display_name }) => display_name);

    expect(names).toEqual([...new Set(names)]);
    expect(policies.filter(({ notification_channels: channels }) => channels.length === 0)).toEqual([]);
  }
});
