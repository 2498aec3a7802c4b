import { dashboardJson } from "@modules/config/grafana";
import { expect, test } from "vitest";

const panel = (title: string, queries: Record<string, string> = { all: "up" }) => ({ title, unit: "short", queries });
const model = JSON.parse(
  dashboardJson({
    uid: "nodes",
    title: "Nodes",
    panels: [panel("CPU", { "{{instance}}": "a", total: "b" }), panel("Memory"), panel("Disk")],
  }),
);

test("lays out panels in two columns without overlap", () => {
  expect(model.panels.map(({ gridPos: { x, y } }: { gridPos: { x: number; y: number } }) => [x, y])).toEqual([
    [0, 0],
    [12, 0],
    [0, 8],
  ]);
});

test("gives each query a letter and the data source", () => {
  expect(model.panels[0]).toMatchObject({
    id: 1,
    title: "CPU",
    targets: [
      { refId: "A", expr: "a", legendFormat: "{{instance}}", datasource: { uid: "prometheus" } },
      { refId: "B", expr: "b", legendFormat: "total" },
    ],
  });
});
