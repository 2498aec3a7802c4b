import { defaultConnections, defaultConnectionsOfClass } from "@modules/aws/database/default-connections";
import { expect, test } from "vitest";

test.each([
  [4, "postgres", 450],
  [32, "postgres", 3604],
  [64, "postgres", 5000],
  [4, "mysql", 341],
  [64, "mysql", 5461],
] as const)("accepts by default with %d GiB of %s %d connections", (gibibytes, engine, connections) => {
  expect(defaultConnections(gibibytes, engine)).toBe(connections);
});

test.each([
  ["db.t4g.medium", "postgres16", 450],
  ["db.r6g.large", "aurora-postgresql15", 1802],
  ["db.r6g.large", "mysql8.0", 1365],
  ["db.serverless", "aurora-postgresql15", undefined],
  ["db.r6g.large", "oracle-ee-19", undefined],
])("has for %s and the family %s the default %s", (instanceClass, family, connections) => {
  expect(defaultConnectionsOfClass(instanceClass, family)).toBe(connections);
});
