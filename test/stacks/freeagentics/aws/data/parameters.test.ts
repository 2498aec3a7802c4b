import { expect, test } from "vitest";
import { production } from "../../../../../environments/freeagentics/production";
import { freeagenticsSchema } from "../../../../../environments/freeagentics/rules";
import { connectionsAlarmThreshold, postgresParameters } from "../../../../../stacks/freeagentics/aws/data/parameters";

const environment = freeagenticsSchema.parse(production);

function withConnections(maxConnections: number): typeof environment {
  return { ...environment, database: { ...environment.database, maxConnections } };
}

test("sets max_connections and loads pg_stat_statements", () => {
  expect(postgresParameters(withConnections(200))).toEqual({
    shared_preload_libraries: "pg_stat_statements",
    max_connections: "200",
  });
});

test.each([
  [200, 160],
  [33, 26],
])("puts the alarm for %d connections at %d, four fifths rounded down", (maxConnections, threshold) => {
  expect(connectionsAlarmThreshold(withConnections(maxConnections))).toBe(threshold);
});
