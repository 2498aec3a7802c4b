import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { faultsOf } from "@modules/testing/faults";
import { testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("lists the faults that the checks find", () => {
  expect(faultsOf((app) => new SqsQueue(testStack(app, "shop"), "jobs", { name: "jobs" }))).toEqual([
    "shop/jobs: must have a provider, got no aws provider in the stack; add one to it",
  ]);
});

test("runs the given checks only", () => {
  expect(faultsOf((app) => testStack(app, "shop"), { checks: [() => ["shop: is closed"]] })).toEqual([
    "shop: is closed",
  ]);
});

test("lets other errors through", () => {
  const define = () => {
    throw new TypeError("a mistake");
  };

  expect(() => faultsOf(define)).toThrow(TypeError);
});
