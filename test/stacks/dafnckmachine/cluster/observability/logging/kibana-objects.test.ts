import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { savedObjects } from "../../../../../../stacks/dafnckmachine/cluster/observability/logging/kibana-objects";

const dashboards = Object.entries(savedObjects());

test("creates the dashboards of logs, errors and performance", () => {
  expect(dashboards.map(([id]) => id)).toEqual(["application-logs", "error-analysis", "performance-monitoring"]);
});

test.each(dashboards)("imports the objects of %s after those they refer to", (_, text) => {
  const seen = new Set<string>();
  const objects = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Json);

  for (const { type, id, references } of objects) {
    expect(references.every((reference: Json) => seen.has(`${reference.type}/${reference.id}`))).toBe(true);
    seen.add(`${type}/${id}`);
  }
  expect([...seen].some((id) => id.startsWith("dashboard/"))).toBe(true);
});
