import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { setFacts } from "@modules/checks/facts";
import { policyCheck, unusedWaivers } from "@modules/checks/policies/policies";
import type { Rule, Waiver } from "@modules/checks/policies/rule";
import { prepare } from "@modules/checks/prepare";
import { checked, SynthesisError } from "@modules/checks/synthesize";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

const encrypted: Rule = {
  name: "queues are encrypted",
  type: "aws_sqs_queue",
  holds: ({ block }) => block.sqs_managed_sse_enabled === true,
  fix: "set sqs_managed_sse_enabled",
  broken: {},
};
const retained: Rule = { ...encrypted, name: "queues keep messages", protectedOnly: true };

function faultsOf(waivers: readonly Waiver[], define: (stack: TerraformStack) => void, rules = [encrypted]): string[] {
  const app = testApp();
  define(soundStack(app));
  try {
    checked(app, { checks: [policyCheck({ rules, waivers })] });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(SynthesisError);
    return (error as Error).message.split("\n");
  }
}

const queue = (stack: TerraformStack) => new SqsQueue(stack, "jobs", { name: "jobs" });
const waiver = { rule: encrypted.name, where: "* aws_sqs_queue.jobs", reason: "Its messages are public." };

test("fails for a violation with the rule and the fix", () => {
  expect(faultsOf([], queue)).toEqual([
    'shop aws_sqs_queue.jobs: must obey the policy "queues are encrypted"; set sqs_managed_sse_enabled',
  ]);
});

test("accepts a violation that a waiver names", () => {
  expect(faultsOf([waiver], queue)).toEqual([]);
  expect(faultsOf([{ ...waiver, where: "shop aws_sqs_queue.job" }], queue)).toHaveLength(1);
});

test("finds waivers that accept nothing", () => {
  const app = testApp();
  queue(soundStack(app));
  const other = { ...waiver, where: "* aws_sqs_queue.mails" };
  const unknown = { ...waiver, rule: "queues are fast" };

  expect(unusedWaivers(prepare(app), [waiver, other, unknown], [encrypted])).toEqual([other, unknown]);
});

test("applies rules about protected data to stacks whose facts say so", () => {
  const define = (protectsData: boolean) => (stack: TerraformStack) => {
    setFacts(stack, { protectsData });
    queue(stack);
  };

  expect(faultsOf([], define(true), [retained])).toHaveLength(1);
  expect(faultsOf([], define(false), [retained])).toEqual([]);
});
