import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Fn } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

test("fails for a name that is too long, with its length", () => {
  const name = "a-target-group-with-a-very-long-name";

  expect(faultsIn((stack) => new LbTargetGroup(stack, "web", { name }))).toEqual([
    `shop/web: name must be 1 to 32 letters, digits and hyphens, no hyphen at either end, got ${name} (36 characters); rename it`,
  ]);
});

test("accepts a name with an expression, and a name within its limits", () => {
  const faults = faultsIn((stack) => {
    const queue = new SqsQueue(stack, "jobs", { name: "jobs" });
    new LbTargetGroup(stack, "web", { name: Fn.join("-", [queue.name, "x".repeat(40)]) });
    new LbTargetGroup(stack, "api", { name: "x".repeat(32) });
  });

  expect(faults).toEqual([]);
});
