import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { formerId } from "@modules/core/former-id";
import { synth } from "@modules/testing/synth";
import { Construct } from "constructs";
import { expect, test } from "vitest";

/** A queue below a construct with an id, and another that is added later. */
function jobs(id: string, use: (jobs: Construct) => void = () => {}) {
  return synth((stack) => {
    const shop = new Construct(stack, "shop");
    const jobs = new Construct(shop, id);
    use(jobs);
    new SqsQueue(new Construct(jobs, "inner"), "Default", {});
    new SqsQueue(jobs, "late", {});
    new SqsQueue(shop, "other", {});
  });
}

test("moves every resource below the construct from its former address, and no other", () => {
  const before = Object.keys(jobs("work").resource.aws_sqs_queue);
  const after = jobs("jobs", (construct) => formerId(construct, "work"));
  const [inner, late] = Object.keys(after.resource.aws_sqs_queue);

  expect(after.moved).toEqual([
    { from: `aws_sqs_queue.${before[0]}`, to: `aws_sqs_queue.${inner}` },
    { from: `aws_sqs_queue.${before[1]}`, to: `aws_sqs_queue.${late}` },
  ]);
});
