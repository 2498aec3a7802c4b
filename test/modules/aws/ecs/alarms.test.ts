import { serviceAlarms } from "@modules/aws/ecs/alarms";
import { expect, test } from "vitest";

test("watches CPU and memory of a service's tasks", () => {
  const { cpu, memory } = serviceAlarms({ name: "users", cluster: { name: "shop" } });

  expect([cpu.above, memory.above]).toEqual([90, 85]);
  expect(memory.metric.dimensions).toEqual({ ClusterName: "shop", ServiceName: "users" });
});
