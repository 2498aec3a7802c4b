import { requestCount } from "@modules/google/load-balancing/alerts";
import { Dashboard, type DashboardProps } from "@modules/google/operations/dashboard";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const GRAPH = { title: "Requests", lines: [{ label: "all", metric: requestCount("shop") }] };

function body(rows: DashboardProps["rows"]) {
  const json = synth((stack) => new Dashboard(stack, "dashboard", { name: "Shop", rows }));
  return JSON.parse(only(json, "google_monitoring_dashboard").dashboard_json);
}

test("divides the width of a row among its graphs, and leaves out zeros as the API does", () => {
  const { columns, tiles } = body([[GRAPH, GRAPH], [GRAPH]]).mosaicLayout;

  expect(columns).toBe(48);
  expect(tiles.map(({ xPos, yPos, width }: Record<string, number>) => [xPos, yPos, width])).toEqual([
    [undefined, undefined, 24],
    [24, undefined, 24],
    [undefined, 16, 48],
  ]);
});

test("draws the share of one metric in another, and a threshold", () => {
  const ratio = {
    ...GRAPH,
    lines: [{ metric: requestCount("shop", 500), denominator: requestCount("shop") }],
    threshold: 1,
  };
  const { xyChart } = body([[ratio]]).mosaicLayout.tiles[0].widget;

  expect(xyChart.dataSets[0].timeSeriesQuery.timeSeriesFilterRatio.numerator.filter).toContain('"500"');
  expect(xyChart.thresholds).toEqual([{ value: 1, targetAxis: "Y1" }]);
});

test("fails on a row of five graphs", () => {
  expect(() => body([[GRAPH, GRAPH, GRAPH, GRAPH, GRAPH]])).toThrow("rows must be a list of 1 to 4 entries, got 5");
});
