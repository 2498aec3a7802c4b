import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { matchers } from "@modules/testing/matchers";
import { synth, synthAll, testStack } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";

expect.extend(matchers);

const queue = (name: string) => (stack: TerraformStack) => new SqsQueue(stack, name, { name });
const jobs = synth(queue("jobs"));

/** Message of the assertion, which must fail. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the assertion must fail, but it passed");
}

describe("toHaveResource", () => {
  test("passes for a part of the arguments", () => {
    expect(jobs).toHaveResource("aws_sqs_queue");
    expect(jobs).toHaveResource("aws_sqs_queue", { name: "jobs" });
    expect(jobs).not.toHaveResource("aws_sqs_queue", { name: "mails" });
  });

  test("looks at every stack", () => {
    const all = synthAll((app) => {
      queue("jobs")(testStack(app, "one"));
      queue("mails")(testStack(app, "two"));
    });

    expect(all).toHaveResource("aws_sqs_queue", { name: "mails" });
  });

  test("fails with the resources of the type", () => {
    const message = failure(() => expect(jobs).toHaveResource("aws_sqs_queue", { name: "mails" }));

    expect(message).toBe(
      'expected aws_sqs_queue with Object {\n  "name": "mails",\n}, found 1 of the type\nObject {\n  "name": "jobs",\n}',
    );
  });
});

describe("toBreakPolicy", () => {
  const encrypted = synth((stack) => new SqsQueue(stack, "jobs", { name: "jobs", sqsManagedSseEnabled: true }));

  test("passes when a resource breaks the policy", () => {
    expect(jobs).toBreakPolicy("queues are encrypted");
    expect(encrypted).not.toBreakPolicy("queues are encrypted");
  });

  test("means every policy without a name", () => {
    expect(jobs).toBreakPolicy();
    expect(encrypted).not.toBreakPolicy();
  });

  test("applies the policies for protected data", () => {
    expect({ resource: { aws_lb: { web: { load_balancer_type: "gateway" } } } }).toBreakPolicy(
      "load balancers are deletion-protected",
    );
  });

  test("fails with the resources and the policies that they break", () => {
    expect(failure(() => expect(jobs).not.toBreakPolicy())).toBe(
      'expected no resource to break a policy, got\n  aws_sqs_queue.jobs: must obey "queues are encrypted"; set sqs_managed_sse_enabled or kms_master_key_id',
    );
    expect(failure(() => expect(encrypted).toBreakPolicy("queues are encrypted"))).toBe(
      'expected a resource to break "queues are encrypted", got none',
    );
  });

  test("fails on an unknown name, with the nearest one", () => {
    expect(failure(() => expect(jobs).not.toBreakPolicy("queues are encrypt"))).toBe(
      'toBreakPolicy: name must be the id or the statement of a policy, got "queues are encrypt"; did you mean "queues are encrypted"?',
    );
  });
});

describe("toMoveAddresses", () => {
  const renamed = synth(queue("mails"));
  const moved = synth((stack) => {
    queue("mails")(stack);
    stack.addOverride("moved", [{ from: "aws_sqs_queue.jobs", to: "aws_sqs_queue.mails" }]);
  });

  test("passes when an address disappears", () => {
    expect(renamed).toMoveAddresses(jobs);
    expect(renamed).toMoveAddresses(["aws_sqs_queue.jobs"]);
  });

  test("accepts what stays, is added or is moved", () => {
    expect(jobs).not.toMoveAddresses(jobs);
    expect(jobs).not.toMoveAddresses({ resource: {} });
    expect(moved).not.toMoveAddresses(jobs);
  });

  test("compares several stacks by id", () => {
    expect({ one: jobs, two: renamed }).toMoveAddresses(["two aws_sqs_queue.jobs"]);
    expect({ one: jobs, two: renamed }).not.toMoveAddresses({ one: jobs });
  });

  test("fails with the addresses that Terraform would destroy", () => {
    expect(failure(() => expect(renamed).not.toMoveAddresses(jobs))).toBe(
      "expected every address to stay or to be moved, but Terraform would destroy\n  aws_sqs_queue.jobs",
    );
    expect(failure(() => expect(moved).toMoveAddresses(jobs))).toContain("every one stays or is moved");
  });
});
