import { Key } from "@modules/aws/security/key";
import { SnapshotPolicy, type SnapshotPolicyProps } from "@modules/aws/storage/snapshot-policy";
import { Volume, type VolumeProps } from "@modules/aws/storage/volume";
import type { VolumePerformance } from "@modules/aws/storage/volume-performance";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

type Props = Partial<Omit<VolumeProps, "type" | "iops" | "throughputMebibytesPerSecond">> & VolumePerformance;

function volume(props: Props = {}, snapshots: Partial<SnapshotPolicyProps> = {}): Json {
  return synth((stack) => {
    const key = new Key(stack, "key", { name: "key", description: "Key" });
    const snapshotPolicy = new SnapshotPolicy(stack, "snapshots", { name: "daily", key, ...snapshots });
    new Volume(stack, "logs", {
      name: "logs",
      availabilityZone: "us-east-1a",
      sizeGibibytes: 500,
      key,
      snapshotPolicy,
      ...props,
    });
  });
}

test("is an encrypted gp3 volume of the baseline performance, which leaves a final snapshot", () => {
  expect(only(volume(), "aws_ebs_volume")).toMatchObject({
    type: "gp3",
    iops: 3000,
    throughput: 125,
    encrypted: true,
    kms_key_id: "${aws_kms_key.key.arn}",
    final_snapshot: true,
    lifecycle: { prevent_destroy: true },
  });
});

test("has the tag of its snapshot policy", () => {
  const json = volume();
  const { target_tags } = only(json, "aws_dlm_lifecycle_policy").policy_details;

  expect(Object.keys(target_tags)).toHaveLength(1);
  expect(only(json, "aws_ebs_volume").tags).toMatchObject(target_tags);
});

test("takes a snapshot every day and keeps thirty, without copies in another region", () => {
  const [schedule] = only(volume(), "aws_dlm_lifecycle_policy").policy_details.schedule;

  expect(schedule).toMatchObject({
    create_rule: { interval: 24, interval_unit: "HOURS", times: ["05:00"] },
    retain_rule: { count: 30 },
  });
  expect(schedule.cross_region_copy_rule).toBeUndefined();
});

test("copies snapshots to another region under a key of that region", () => {
  const json = synth((stack) => {
    const key = new Key(stack, "key", { name: "key", description: "Key" });
    const west = new Key(stack, "west", { name: "west", description: "Key" });
    new SnapshotPolicy(stack, "snapshots", { name: "daily", key, copy: { region: "us-west-2", key: west } });
  });
  const [schedule] = only(json, "aws_dlm_lifecycle_policy").policy_details.schedule;
  const resources = statements(only(json, "aws_iam_role_policy").policy).flatMap(({ Resource }) => Resource);

  expect(schedule.cross_region_copy_rule).toMatchObject([
    { target: "us-west-2", encrypted: true, cmk_arn: "${aws_kms_key.west.arn}", retain_rule: { interval: 30 } },
  ]);
  expect(resources).toContain("arn:aws:ec2:us-west-2::snapshot/*");
  expect(resources).toContain("${aws_kms_key.west.arn}");
});

test("allows its role to take snapshots of tagged volumes only", () => {
  const [create] = statements(only(volume(), "aws_iam_role_policy").policy);

  expect(create).toMatchObject({
    Resource: "arn:aws:ec2:us-east-1:111122223333:volume/*",
    Condition: { StringEquals: { "aws:ResourceTag/SnapshotPolicy": "daily" } },
  });
});

test("sets no throughput for io2", () => {
  expect(only(volume({ type: "io2", iops: 20000 }), "aws_ebs_volume").throughput).toBeUndefined();
});

test.each<[Props, string]>([
  [{ iops: 1000 }, "iops must be 3000 to 16000, got 1000"],
  [{ iops: 16000, sizeGibibytes: 20 }, "iops must be at most 500 for each GiB, got 16000 for 20 GiB"],
  [{ throughputMebibytesPerSecond: 100 }, "throughputMebibytesPerSecond must be 125 to 1000, got 100"],
  [
    { throughputMebibytesPerSecond: 1000 },
    "throughputMebibytesPerSecond must be at most a quarter of iops (3000), got 1000",
  ],
  [{ type: "io2", iops: 64_001 }, "iops must be 100 to 64000, got 64001"],
])("fails on %o", (props, message) => {
  expect(() => volume(props)).toThrow(message);
});

test("fails on an invalid time of day", () => {
  expect(() => volume({}, { time: "24:00" })).toThrow("time must be HH:MM in UTC, got 24:00");
});

test("fails when no snapshot would be kept", () => {
  expect(() => volume({}, { retained: 0 })).toThrow("retained must be a whole number, 1 to 1000, got 0");
});

test("lets overrides replace arguments of the volume", () => {
  expect(only(volume({ overrides: { multiAttachEnabled: true } }), "aws_ebs_volume")).toMatchObject({
    type: "gp3",
    multi_attach_enabled: true,
  });
});

test("allows iops and throughput only with the type that takes them", () => {
  // @ts-expect-error io2 has no throughput of its own
  const io2: Props = { type: "io2", iops: 20_000, throughputMebibytesPerSecond: 125 };
  // @ts-expect-error io2 needs its iops
  const withoutIops: Props = { type: "io2" };

  expect([io2.type, withoutIops.type]).toEqual(["io2", "io2"]);
});
