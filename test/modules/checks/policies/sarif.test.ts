import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { policies } from "@modules/checks/policies/all";
import { findingsOf } from "@modules/checks/policies/findings";
import { sarif } from "@modules/checks/policies/sarif";
import { prepare } from "@modules/checks/prepare";
import { recordSources } from "@modules/checks/stack-traces";
import { testApp } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

const waiver = {
  rule: "aws-sqs-encryption",
  where: "* aws_sqs_queue.mails",
  reason: "Its messages are public.",
  owner: "shop",
  expires: "2027-06-30",
};

function logOf() {
  const app = testApp();
  const stack = soundStack(app);
  new SqsQueue(stack, "jobs", { name: "jobs" });
  new SqsQueue(stack, "mails", { name: "mails" });
  const findings = findingsOf(prepare(app)).filter(({ rule }) => rule.id === waiver.rule);
  // biome-ignore lint/suspicious/noExplicitAny: the log is JSON for other programs
  return sarif(findings, { waivers: [waiver] }) as any;
}

test("describes every rule with its page, its severity and its catalogs", () => {
  const { version, runs } = logOf();
  const { rules } = runs[0].tool.driver;

  expect(version).toBe("2.1.0");
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(policies.map(({ id }) => id));
  expect(rules.find(({ id }: { id: string }) => id === "aws-kms-rotation")).toEqual({
    id: "aws-kms-rotation",
    shortDescription: { text: "keys rotate" },
    help: { text: "set enable_key_rotation" },
    helpUri: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    defaultConfiguration: { level: "error" },
    properties: {
      tags: [
        "security",
        "keys",
        "CIS AWS Foundations 3.0.0 3.6",
        "SOC 2 CC6.1",
        "ISO/IEC 27001:2022 A.8.24",
        "GDPR Art. 32(1)(a)",
      ],
      "security-severity": "5.0",
    },
  });
});

test("points to the stack's JSON when no source is known", () => {
  const [jobs] = logOf().runs[0].results;

  expect(jobs).toMatchObject({
    ruleId: "aws-sqs-encryption",
    ruleIndex: policies.findIndex(({ id }) => id === "aws-sqs-encryption"),
    level: "error",
    message: { text: expect.stringMatching(/^shop\/jobs: aws_sqs_queue\.jobs must obey .*; set sqs_managed/) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "cdktf.out/stacks/shop/cdk.tf.json" },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: "shop/jobs", kind: "resource" }],
      },
    ],
  });
  expect(jobs.suppressions).toBeUndefined();
});

test("points to the line that made the construct when sources are recorded", () => {
  const stop = recordSources();
  const [jobs, mails] = logOf().runs[0].results.map(
    // biome-ignore lint/suspicious/noExplicitAny: the log is JSON for other programs
    ({ locations }: any) => locations[0].physicalLocation,
  );

  stop();
  expect(jobs.artifactLocation.uri).toBe("test/modules/checks/policies/sarif.test.ts");
  expect(mails.region.startLine).toBe(jobs.region.startLine + 1);
});

test("suppresses a waived finding with the reason, the owner and the last day", () => {
  const [, mails] = logOf().runs[0].results;

  expect(mails.suppressions).toEqual([
    { kind: "external", status: "accepted", justification: "Its messages are public. (shop, until 2027-06-30)" },
  ]);
});
