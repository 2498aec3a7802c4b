import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { resourcesOf } from "@modules/core/resources-of";
import { testApp, testStack } from "@modules/testing/synth";
import { Construct } from "constructs";
import { expect, test } from "vitest";

test("lists the resources of several modules at every depth, and no plain constructs", () => {
  const stack = testStack(testApp());
  const jobs = new Construct(stack, "jobs");
  const queue = new SqsQueue(new Construct(jobs, "inner"), "queue", {});
  const mail = new SqsQueue(stack, "mail", {});
  new SqsQueue(stack, "other", {});

  expect(resourcesOf(jobs, mail)).toEqual([queue, mail]);
});

test("leaves out resources that are made after the call", () => {
  const stack = testStack(testApp());
  const jobs = new Construct(stack, "jobs");
  const before = resourcesOf(jobs);
  new SqsQueue(jobs, "queue", {});

  expect(before).toEqual([]);
});
