import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Queue } from "@modules/aws/messaging/queue";
import { resourceOf } from "@modules/core/resource-of";
import { testApp, testStack } from "@modules/testing/synth";
import { Construct } from "constructs";
import { expect, test } from "vitest";

const stack = testStack(testApp());
const queue = new Queue(stack, "jobs", { name: "jobs" });

test("returns the primary resource of a module", () => {
  expect(resourceOf(queue, SqsQueue).nameInput).toBe("jobs");
});

test("returns the primary resource of the module that another one adds to", () => {
  const outer = new Construct(stack, "outer");
  new Queue(outer, "Default", { name: "inner" });

  expect(resourceOf(outer, SqsQueue).nameInput).toBe("inner");
});

test("fails when the primary resource is of another type", () => {
  expect(() => resourceOf(queue, SnsTopic)).toThrow(
    "stack/jobs: the primary resource must be asked for as aws_sqs_queue, got aws_sns_topic",
  );
});

test("fails when a construct has no primary resource", () => {
  expect(() => resourceOf(new Construct(stack, "empty"), SqsQueue)).toThrow(
    "stack/empty: the module must have a primary resource, got none",
  );
});
