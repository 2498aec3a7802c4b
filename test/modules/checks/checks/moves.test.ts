import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

function moved(...moves: (readonly [from: string, to: string])[]): string[] {
  return faultsIn((stack) => {
    new SqsQueue(stack, "jobs", { name: "jobs" });
    new SqsQueue(stack, "mail", { name: "mail" });
    stack.addOverride(
      "moved",
      moves.map(([from, to]) => ({ from, to })),
    );
  });
}

test("accepts a move, a chain of moves and moves of instances", () => {
  const chain = [
    ["aws_sqs_queue.older", "aws_sqs_queue.old"],
    ["aws_sqs_queue.old", "aws_sqs_queue.jobs"],
  ] as const;

  expect(moved(...chain, ["aws_sqs_queue.mail[0]", "aws_sqs_queue.mail"])).toEqual([]);
});

test("fails for a move from an address that a resource still has", () => {
  expect(moved(["aws_sqs_queue.jobs", "aws_sqs_queue.mail"])).toEqual([
    "shop: moved must come from an address that no resource has, got aws_sqs_queue.jobs, moved to aws_sqs_queue.mail; rename the resource, or leave the move out",
  ]);
});

test("fails for a move to an address that no resource has", () => {
  expect(moved(["aws_sqs_queue.old", "aws_sqs_queue.job"])).toEqual([
    "shop: moved must lead to a resource of its stack, got aws_sqs_queue.job, moved from aws_sqs_queue.old; correct the address, because otherwise Terraform destroys the resource",
  ]);
});

test("fails for the removal of an address that a resource still has", () => {
  const faults = faultsIn((stack) => {
    new SqsQueue(stack, "jobs", { name: "jobs" });
    stack.addOverride("removed", [
      { from: "aws_sqs_queue.jobs", lifecycle: [{ destroy: false }] },
      { from: "aws_sqs_queue.old", lifecycle: [{ destroy: false }] },
    ]);
  });

  expect(faults).toEqual([
    "shop: removed must name an address that no resource has, got aws_sqs_queue.jobs; delete the resource from the stack, or the block",
  ]);
});
