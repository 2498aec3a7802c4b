import { Capture } from "@modules/testing/capture";
import { matchers } from "@modules/testing/matchers";
import { expect, test } from "vitest";

expect.extend(matchers);

const json = { resource: { aws_sqs_queue: { jobs: { name: "jobs" }, mails: { name: "mails", delay_seconds: 3 } } } };

test("keeps the value in its place", () => {
  const delay = new Capture();

  expect(json).toHaveResource("aws_sqs_queue", { delay_seconds: delay });
  expect(delay.value).toBe(3);
});

test("captures in vitest's own matchers as well", () => {
  const name = new Capture();

  expect({ name: "jobs" }).toMatchObject({ name });
  expect(name.value).toBe("jobs");
});

test("captures only what matches", () => {
  const name = new Capture(expect.stringMatching(/^m/));

  expect(json).toHaveResource("aws_sqs_queue", { name });
  expect(name.values).toEqual(["mails"]);
});

test("fails to match a value that is missing", () => {
  expect(json).not.toHaveResource("aws_sqs_queue", { policy: new Capture() });
});

test("fails to read a value that was never captured", () => {
  expect(() => new Capture().value).toThrow("the capture must have matched a value, got none");
});
