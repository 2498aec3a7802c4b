import { expect, test } from "vitest";
import { balancerGraphs, cacheGraphs, clusterGraphs, databaseGraphs } from "../../../../stacks/parts/google/graphs";

const GRAPHS = [
  ...balancerGraphs("shop"),
  ...databaseGraphs("shop-1:orders"),
  ...cacheGraphs("projects/shop-1/locations/us-central1/instances/sessions"),
  ...clusterGraphs("shop"),
];

test("divides failed requests by all requests", () => {
  const [failed] = GRAPHS.filter(({ title }) => title === "Failed requests, share");
  const [line] = failed!.lines;

  expect(JSON.stringify(line!.metric)).toContain("500");
  expect(JSON.stringify(line!.denominator)).not.toContain("500");
});

test("draws each percentile of the response time as a line of its own", () => {
  const [times] = GRAPHS.filter(({ title }) => title === "Response time, ms");
  const metrics = times!.lines.map(({ metric }) => JSON.stringify(metric));

  expect(times!.lines.map(({ label }) => label)).toEqual(["p50", "p95", "p99"]);
  expect(new Set(metrics).size).toBe(3);
});

test("draws the nodes of a cluster apart, and one sum of a database", () => {
  const reducer = (title: string) => GRAPHS.find((graph) => graph.title === title)!.lines[0]!.metric;

  expect(reducer("Nodes: CPU, share")).toMatchObject({ groupBy: ["resource.labels.node_name"] });
  expect(reducer("Database: connections")).not.toMatchObject({ groupBy: expect.anything() });
});

test("gives each graph a title of its own", () => {
  expect(new Set(GRAPHS.map(({ title }) => title)).size).toBe(GRAPHS.length);
});
