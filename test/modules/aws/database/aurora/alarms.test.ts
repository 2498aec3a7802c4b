import { auroraAlarms } from "@modules/aws/database/aurora/alarms";
import { expect, test } from "vitest";

test("derives the thresholds from one instance and watches the cluster", () => {
  const { connections, memory } = auroraAlarms("shop", { memoryGibibytes: 32, maxConnections: 3000 });

  expect(connections).toMatchObject({ above: 2400, metric: { dimensions: { DBClusterIdentifier: "shop" } } });
  expect(auroraAlarms("shop", { memoryGibibytes: 32 }).connections.above).toBe(2883);
  expect(memory.below).toBe(Math.floor(3.2 * 2 ** 30));
});
