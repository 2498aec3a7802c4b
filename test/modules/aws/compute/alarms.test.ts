import { agentAlarms, groupAlarms, sizeAlarms } from "@modules/aws/compute/alarms";
import { expect, test } from "vitest";

const group = { name: "shop" };

test("watches the CPU of a group's instances", () => {
  expect(groupAlarms(group).cpu).toMatchObject({ above: 80, metric: { namespace: "AWS/EC2", name: "CPUUtilization" } });
});

test("watches memory and disks by what the CloudWatch agent publishes", () => {
  const { memory, disk } = agentAlarms(group);

  expect([memory.above, disk.above, disk.severity]).toEqual([85, 90, "critical"]);
  expect(disk.metric).toMatchObject({ namespace: "CWAgent", dimensions: { AutoScalingGroupName: "shop" } });
});

test("reports a group that was too large for a whole day, to read when convenient", () => {
  const alarms = sizeAlarms(group);

  expect(alarms["idle-cpu"]).toMatchObject({ below: 20, periods: 24, severity: "informational" });
  expect(alarms["idle-memory"]).toMatchObject({ below: 30, metric: { namespace: "CWAgent", periodSeconds: 3600 } });
});
