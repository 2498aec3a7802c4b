import { spawnSync } from "node:child_process";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { DASHBOARDS } from "../../../../../../stacks/dafnckmachine/cluster/observability/monitoring/dashboards";
import { findings } from "./promtool";

test("has the panels of infrastructure, application and business metrics", () => {
  const titles = Object.values(DASHBOARDS).map((text) => JSON.parse(text).panels.map(({ title }: Json) => title));

  expect(titles).toEqual([
    ["CPU", "Memory", "Network", "Disk"],
    ["Request Rate", "Response Time", "Error Rate"],
    ["User Activity", "Task Completion", "Agent Performance"],
  ]);
});

test("has queries that are valid PromQL", ({ skip }) => {
  skip(spawnSync("promtool", ["--version"]).status !== 0, "promtool is not installed");
  const queries = Object.values(DASHBOARDS).flatMap((text) =>
    JSON.parse(text).panels.flatMap(({ targets }: Json) => targets.map(({ expr }: Json) => expr)),
  );
  const rules = queries.map((expr, index) => ({
    record: `query:${index}`,
    expr: expr.replaceAll("$__rate_interval", "5m"),
  }));

  expect(rules.length).toBeGreaterThan(9);
  expect(findings("rules", JSON.stringify({ groups: [{ name: "queries", rules }] }))).toBe("");
});
