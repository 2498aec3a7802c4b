import { expect, test } from "vitest";
import { recoveryObjectivesSchema } from "../../../environments/schema/recovery-objectives";

const objective = { lostMinutes: 15, downMinutes: 60, runbook: "lp/region-failover.md" };
const messages = (input: unknown) =>
  recoveryObjectivesSchema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

test("accepts objectives of kinds of data, without a runbook where the service recovers automatically", () => {
  const zone = { lostMinutes: 0, downMinutes: 5 };

  expect(recoveryObjectivesSchema.safeParse({ database: { zone, region: objective } }).success).toBe(true);
});

test.each([
  [
    { region: { ...objective, runbook: "../secrets.md" } },
    "database.region.runbook: must be a path below runbooks/, such as lp/region-failover.md",
  ],
  [{ region: { ...objective, lostMinutes: -1 } }, "database.region.lostMinutes: must be 0 or more"],
  [{ damage: { ...objective, downMinutes: 0 } }, "database.damage.downMinutes: must be at least 1"],
])("fails for %o", (database, message) => {
  expect(messages({ database })).toEqual([message]);
});

test("fails for an objective that people have to meet without a runbook", () => {
  expect(messages({ database: { damage: { lostMinutes: 5, downMinutes: 60 } } })?.[0]).toMatch(
    /^database\.damage\.runbook: /,
  );
});
