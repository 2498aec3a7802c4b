import { agentAlarms, groupAlarms } from "@modules/aws/compute/alarms";
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
