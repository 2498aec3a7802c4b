import { postgresAlarms, replicaAlarms } from "@modules/aws/database/postgres/alarms";
import { expect, test } from "vitest";

const limits = { maxConnections: 1000, memoryGibibytes: 64, allocatedGibibytes: 1000 };

test("derives the thresholds from the limits of the instance", () => {
  const { connections, memory, storage } = postgresAlarms("shop", limits);

  expect(connections!.above).toBe(800);
  expect(memory!.below).toBe(Math.floor(6.4 * 2 ** 30));
  expect(storage!.below).toBe(100 * 2 ** 30);
});

test("wakes a person before the disk is full, the transaction ids end or a slot keeps too much", () => {
  const critical = Object.entries(postgresAlarms("shop", limits)).filter(([, { severity }]) => severity === "critical");

  expect(critical.map(([id]) => id)).toEqual(["storage", "transaction-ids", "replication-slots"]);
});

test("watches the CPU credits of burstable classes alone", () => {
  expect(postgresAlarms("shop", limits)).not.toHaveProperty("credits");
  expect(postgresAlarms("shop", { ...limits, burstable: true }).credits).toMatchObject({ below: 20 });
});

test("does not fire on five minutes of lag of an idle source", () => {
  expect(replicaAlarms("shop-replica").lag).toMatchObject({ above: 900 });
});

test("alarms critically when replication has ended or the replica is missing", () => {
  const { lag, "replication-ended": ended } = replicaAlarms("shop-replica");

  expect(lag!.missingData).toBe("breaching");
  expect(ended).toMatchObject({ below: 0, severity: "critical" });
});
