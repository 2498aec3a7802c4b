import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { linesOf, recovery } from "../../commands/recovery";
import { prepared } from "../support/stacks";

let output: string[];

beforeEach(() => {
  output = [];
  vi.spyOn(console, "log").mockImplementation((text) => output.push(text));
});

test("prints for each store what a loss costs, why, by which steps and where they are written", async () => {
  expect(await recovery("dafnckmachine-production", {}, prepared)).toBe(0);
  expect(output[0]).toContain(`dafnckmachine-production-data aws_db_instance.database (database)
  zone: standby in a second zone: loses 0 min (objective 5), back in 2 min (objective 15)
    because writes reach both
    the service fails over automatically (2)
`);
  expect(
    output[0],
  ).toContain(`  region: replica west in us-west-2: loses 60 min (objective 60), back in 10 min (objective 240)
    because the alarm on ReplicaLag fires at this lag
    an alarm notifies a person, who decides (3), the copy is promoted (5), clients get its address (2)
    else replica europe in eu-west-1, copies of plan dafnckmachine-daily-database
    runbooks/dafnckmachine/database-failover.md`);
});

test("prints the accepted losses with their reasons", async () => {
  await recovery("lp-production", {}, prepared);

  expect(output[0]).toContain("  damage: accepted: The services fill it again from the database.");
});

test("prints JSON for programs", async () => {
  await recovery("lp-production", { json: true }, prepared);

  expect(JSON.parse(output[0]!)).toContainEqual(
    expect.objectContaining({
      store: "lp-production-data aws_rds_cluster.database",
      kind: "database",
      loss: "region",
      met: true,
      best: expect.objectContaining({ by: "replica database in us-west-2", lostMinutes: 1, downMinutes: 10 }),
    }),
  );
});

test("fails for an environment that does not exist, and suggests the one that was meant", async () => {
  await expect(recovery("lp-prodution", {}, prepared)).rejects.toThrow(
    "no environment is named lp-prodution; did you mean lp-production?",
  );
});

test("says why an environment has no objectives", async () => {
  expect(await recovery("lp-development", {}, prepared)).toBe(0);
  expect(await recovery("lp-development", { json: true }, prepared)).toBe(0);
  expect(output).toEqual(["lp-development: deletionProtection is off, so that no store has an objective", "[]"]);
});

test("names runbooks that exist", () => {
  const runbooks = linesOf(prepared).flatMap(({ objective }) => objective?.runbook ?? []);

  expect(runbooks.length).toBeGreaterThan(0);
  expect(runbooks.filter((file) => !existsSync(join("runbooks", file)))).toEqual([]);
});
