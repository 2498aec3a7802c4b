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
  zone: standby in a second zone: loses 0 of 5 min, back in 2 of 15 min
    because writes reach both
    the service fails over by itself (2)
`);
  expect(output[0]).toContain(`  region: replica west in us-west-2: loses 60 of 60 min, back in 10 of 240 min
    because the alarm on ReplicaLag rings at this lag
    an alarm tells a person, who decides (3), the copy is promoted (5), clients get its address (2)
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

test("fails for an environment without protected data", async () => {
  await expect(recovery("lp-nowhere", {}, prepared)).rejects.toThrow("lp-nowhere has no protected data");
});

test("names runbooks that exist", () => {
  const runbooks = linesOf(prepared).flatMap(({ objective }) => objective?.runbook ?? []);

  expect(runbooks.length).toBeGreaterThan(0);
  expect(runbooks.filter((file) => !existsSync(join("runbooks", file)))).toEqual([]);
});
