import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { setFacts } from "@modules/checks/facts";
import { findingsOf } from "@modules/checks/policies/findings";
import { policyCheck, policyWarnings, unusedWaivers } from "@modules/checks/policies/policies";
import { report } from "@modules/checks/policies/report";
import type { Rule, Waiver } from "@modules/checks/policies/rule";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { checked, SynthesisError } from "@modules/checks/synthesize";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

const encrypted: Rule = {
  id: "aws-sqs-encryption",
  name: "queues are encrypted",
  type: "aws_sqs_queue",
  severity: "high",
  topic: "encryption at rest",
  holds: ({ block }) => block.sqs_managed_sse_enabled === true,
  fix: "set sqs_managed_sse_enabled",
  broken: {},
  mended: { sqs_managed_sse_enabled: true },
  page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html",
};
const retained: Rule = { ...encrypted, id: "aws-sqs-retention", unprotected: "ignore" };
const named: Rule = {
  ...encrypted,
  id: "aws-sqs-name",
  unprotected: "warn",
  holds: () => false,
  found: ({ block }) => block.name,
};

function preparedWith(define: (stack: TerraformStack) => void): PreparedStack[] {
  const app = testApp();
  define(soundStack(app));
  return prepare(app);
}

function faultsOf(waivers: readonly Waiver[], define: (stack: TerraformStack) => void, rules = [encrypted]): string[] {
  return policyCheck({ rules, waivers })(preparedWith(define));
}

const queue = (stack: TerraformStack) => new SqsQueue(stack, "jobs", { name: "jobs" });
const waiver: Waiver = {
  rule: encrypted.id,
  where: "* aws_sqs_queue.jobs",
  reason: "Its messages are public.",
  owner: "shop",
  expires: "2027-06-30",
};

test("fails a synthesis for a violation with the path, the rule and the fix", () => {
  const app = testApp();
  queue(soundStack(app));

  expect(() => checked(app, { checks: [policyCheck({ rules: [encrypted] })] })).toThrow(
    new SynthesisError(
      'shop/jobs: aws_sqs_queue.jobs must obey the policy aws-sqs-encryption, "queues are encrypted"; set sqs_managed_sse_enabled',
    ),
  );
});

test("accepts a violation that a waiver names", () => {
  expect(faultsOf([waiver], queue)).toEqual([]);
});

test("fails for a waiver that accepts nothing", () => {
  expect(faultsOf([waiver, { ...waiver, where: "shop aws_sqs_queue.job" }], queue)).toEqual([
    'waivers: the waiver of aws-sqs-encryption must accept a violation, got none at "shop aws_sqs_queue.job"; remove it',
  ]);
  expect(faultsOf([waiver, { ...waiver, rule: "aws-sqs-speed" }], queue)).toEqual([
    'waivers: the waiver of aws-sqs-speed must accept a violation, got none at "* aws_sqs_queue.jobs"; no policy has this id',
  ]);
});

test("finds waivers that accept nothing", () => {
  const other = { ...waiver, where: "* aws_sqs_queue.mails" };

  expect(unusedWaivers(preparedWith(queue), [waiver, other], [encrypted])).toEqual([other]);
  expect(policyCheck({ rules: [encrypted], waivers: [waiver, other] })(preparedWith(queue))).toHaveLength(1);
});

test("applies rules about protected data to stacks whose facts say so", () => {
  const define = (protectsData: boolean) => (stack: TerraformStack) => {
    setFacts(stack, { protectsData });
    queue(stack);
  };

  expect(faultsOf([], define(true), [retained])).toHaveLength(1);
  expect(faultsOf([], define(false), [retained])).toEqual([]);
});

test("warns where a rule only warns about unprotected data, and fails where the data is protected", () => {
  const define = (protectsData: boolean) => (stack: TerraformStack) => {
    setFacts(stack, { protectsData });
    queue(stack);
  };
  const line =
    'shop/jobs: aws_sqs_queue.jobs must obey the policy aws-sqs-name, "queues are encrypted", got jobs; set sqs_managed_sse_enabled';

  expect(faultsOf([], define(false), [named])).toEqual([]);
  expect(policyWarnings({ rules: [named] })(preparedWith(define(false)))).toEqual([`warning: ${line}`]);
  expect(faultsOf([], define(true), [named])).toEqual([line]);
  expect(policyWarnings({ rules: [named] })(preparedWith(define(true)))).toEqual([]);
});

test("warns about a waiver from the day after its last", () => {
  const stacks = preparedWith(queue);
  const options = { rules: [encrypted], waivers: [waiver] };

  expect(policyWarnings(options, "2027-06-30")(stacks)).toEqual([]);
  expect(policyWarnings(options, "2027-07-01")(stacks)).toEqual([
    'warning: waivers: the waiver of aws-sqs-encryption at "* aws_sqs_queue.jobs" must not be past its last day, got 2027-06-30; shop fixes the violation or renews the waiver',
  ]);
  expect(policyCheck(options)(stacks)).toEqual([]);
});

test("finds violations that are waived, too", () => {
  expect(findingsOf(preparedWith(queue), [encrypted])).toMatchObject([
    { address: "aws_sqs_queue.jobs", path: "shop/jobs", place: "shop aws_sqs_queue.jobs", level: "error" },
  ]);
});

test("reports what obeys, breaks and is waived for auditors", () => {
  const stacks = preparedWith((stack) => {
    queue(stack);
    new SqsQueue(stack, "mails", { name: "mails" });
    new SqsQueue(stack, "orders", { name: "orders", sqsManagedSseEnabled: true });
  });

  expect(report(stacks, { rules: [encrypted], waivers: [waiver] })).toEqual([
    {
      id: "aws-sqs-encryption",
      statement: "queues are encrypted",
      severity: "high",
      topic: "encryption at rest",
      page: encrypted.page,
      catalogs: {
        "NIST CSF 2.0": "PR.DS-01",
        "SOC 2": "CC6.1",
        "ISO/IEC 27001:2022": "A.8.24",
        GDPR: "Art. 32(1)(a)",
      },
      resources: 3,
      violations: ["shop aws_sqs_queue.mails"],
      waived: [
        {
          place: "shop aws_sqs_queue.jobs",
          reason: "Its messages are public.",
          owner: "shop",
          expires: "2027-06-30",
        },
      ],
    },
  ]);
});

test("accepts a waiver that accepts nothing, and still fails for violations, in a part of the stacks", () => {
  const other = { ...waiver, where: "other-stack aws_sqs_queue.jobs" };
  const check = policyCheck({ rules: [encrypted], waivers: [other] }, { partial: true });

  expect(check(preparedWith(queue))).toEqual([expect.stringContaining("must obey the policy aws-sqs-encryption")]);
});
