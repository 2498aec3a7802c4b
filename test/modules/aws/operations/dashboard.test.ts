import { Dashboard, type DashboardProps } from "@modules/aws/operations/dashboard";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const requests = { namespace: "AWS/ApplicationELB", name: "RequestCount", dimensions: { LoadBalancer: "app/shop/1" } };
const sums = { ...requests, statistic: "Sum", periodSeconds: 60 };
const graph = { title: "Requests", metrics: [sums] };

function body(props: Partial<DashboardProps> = {}): Json {
  const json = synth((stack) => new Dashboard(stack, "dashboard", { name: "shop", rows: [[graph]], ...props }));
  return JSON.parse(only(json, "aws_cloudwatch_dashboard").dashboard_body);
}

test("draws a metric of the dashboard's region", () => {
  expect(body().widgets).toEqual([
    {
      x: 0,
      y: 0,
      width: 24,
      height: 6,
      type: "metric",
      properties: {
        title: "Requests",
        region: "us-east-1",
        view: "timeSeries",
        stat: "Average",
        period: 300,
        metrics: [
          [
            "AWS/ApplicationELB",
            "RequestCount",
            "LoadBalancer",
            "app/shop/1",
            { stat: "Sum", period: 60, label: "RequestCount" },
          ],
        ],
      },
    },
  ]);
});

test("shares the width of a row among its widgets, and puts rows below each other", () => {
  const places = body({ rows: [[graph, graph], [graph]] }).widgets.map(({ x, y, width }: Json) => [x, y, width]);

  expect(places).toEqual([
    [0, 0, 12],
    [12, 0, 12],
    [0, 6, 24],
  ]);
});

test("draws an expression and hides the metrics that it reads", () => {
  const failed = { expression: "100 * errors / requests", label: "Failed", metrics: { errors: sums, requests: sums } };
  const [first, second] = body({ rows: [[{ title: "Failed", metrics: [failed, failed] }]] })
    .widgets[0].properties.metrics.filter(([entry]: Json[]) => typeof entry === "object")
    .map(([entry]: Json[]) => entry);

  expect(first).toEqual({ expression: "100 * errors0 / requests0", label: "Failed", id: "value0" });
  expect(second.expression).toBe("100 * errors1 / requests1");
});

test("shows log events that a query finds", () => {
  const [table] = body({ rows: [[{ title: "Errors", logGroups: ["/shop/api"], query: "limit 100" }]] }).widgets;

  expect(table).toMatchObject({ type: "log", properties: { query: "SOURCE '/shop/api' | limit 100", view: "table" } });
});

test("marks a threshold", () => {
  const line = { label: "alarm", value: 5 };

  expect(body({ rows: [[{ ...graph, line }]] }).widgets[0].properties.annotations).toEqual({ horizontal: [line] });
});

test.each([
  [{ name: "shop 1" }, "name must be 1 to 255 letters, digits and _-, got shop 1"],
  [{ rows: [] }, "rows must be a list of at least 1 entry, got none"],
  [{ rows: [[graph, graph, graph, graph, graph]] }, "rows must be a list of 1 to 4 entries, got 5"],
] as [Partial<DashboardProps>, string][])("fails for %o", (props, message) => {
  expect(() => body(props)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  const json = synth(
    (stack) =>
      new Dashboard(stack, "dashboard", { name: "shop", rows: [[graph]], overrides: { dashboardName: "team" } }),
  );

  expect(only(json, "aws_cloudwatch_dashboard").dashboard_name).toBe("team");
});
