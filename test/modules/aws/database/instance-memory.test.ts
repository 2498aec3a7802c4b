import { instanceMemoryGibibytes, isBurstable } from "@modules/aws/database/instance-memory";
import { expect, test } from "vitest";

test.each([
  ["db.t3.medium", 4],
  ["db.t4g.2xlarge", 32],
  ["db.m5.xlarge", 16],
  ["db.r5.2xlarge", 64],
  ["db.r6g.xlarge", 32],
  ["db.r6g.large", 16],
  ["db.x2g.16xlarge", 1024],
])("has the memory of %s", (instanceClass, gibibytes) => {
  expect(instanceMemoryGibibytes(instanceClass)).toBe(gibibytes);
});

test.each(["db.serverless", "db.z1d.large", "r5.large"])(
  "fails for %s, whose memory does not follow from its size",
  (name) => {
    expect(() => instanceMemoryGibibytes(name)).toThrow(
      `must be a class of t, m, r or x such as db.r6g.large, got ${name}`,
    );
  },
);

test("distinguishes burstable classes from others", () => {
  expect([isBurstable("db.t3.medium"), isBurstable("db.r5.large")]).toEqual([true, false]);
});
