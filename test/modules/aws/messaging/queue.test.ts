import { Queue, type QueueProps } from "@modules/aws/messaging/queue";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { expect, test } from "vitest";
import { type Json, statements, synth } from "../../../support/synth";

function queue(props: Partial<QueueProps> = {}): Json {
  return synth((stack) => new Queue(stack, "jobs", { name: "jobs", ...props })).resource;
}

function granted(permit: (queue: Queue, role: Role) => void, encrypted: boolean): Json[] {
  const { resource } = synth((stack) => {
    const key = encrypted ? new Key(stack, "key", { name: "data", description: "Data" }) : undefined;
    const role = new Role(stack, "worker", { name: "worker", assumedBy: "ecs-tasks.amazonaws.com" });
    permit(new Queue(stack, "jobs", { name: "jobs", key }), role);
  });
  const [policy] = Object.values<Json>(resource.aws_iam_role_policy);
  return statements(policy.policy);
}

test("dead-letters a message after three receives, for fourteen days", () => {
  const { jobs, ...others } = queue().aws_sqs_queue;
  const [[id, deadLetter]] = Object.entries<Json>(others) as [[string, Json]];

  expect(JSON.parse(jobs.redrive_policy)).toEqual({
    deadLetterTargetArn: `\${aws_sqs_queue.${id}.arn}`,
    maxReceiveCount: 3,
  });
  expect(deadLetter).toMatchObject({ name: "jobs-dead-letter", message_retention_seconds: 1209600 });
});

test("encrypts both queues with the key, or with that of SQS", () => {
  const own = synth((stack) => {
    new Queue(stack, "jobs", { name: "jobs", key: new Key(stack, "key", { name: "data", description: "Data" }) });
  }).resource.aws_sqs_queue;

  for (const { kms_master_key_id, sqs_managed_sse_enabled } of Object.values<Json>(own)) {
    expect([kms_master_key_id, sqs_managed_sse_enabled]).toEqual(["${aws_kms_key.key.arn}", undefined]);
  }
  for (const { sqs_managed_sse_enabled } of Object.values<Json>(queue().aws_sqs_queue)) {
    expect(sqs_managed_sse_enabled).toBe(true);
  }
});

test("refuses anyone without TLS on both queues", () => {
  const policies = Object.values<Json>(queue().aws_sqs_queue_policy);

  expect(policies).toHaveLength(2);
  for (const { policy } of policies) {
    expect(statements(policy)).toMatchObject([
      { Effect: "Deny", Action: "sqs:*", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  }
});

test("grants sending with the data keys that takes", () => {
  const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "${aws_sqs_queue.jobs.arn}" };

  expect(granted((jobs, role) => jobs.grantSend(role), false)).toEqual([send]);
  expect(granted((jobs, role) => jobs.grantSend(role), true)).toEqual([
    send,
    { Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: "${aws_kms_key.key.arn}" },
  ]);
});

test("grants consuming without sending", () => {
  const [consume, decrypt] = granted((jobs, role) => jobs.grantConsume(role), true);

  expect(consume.Action).toEqual(expect.arrayContaining(["sqs:ReceiveMessage", "sqs:DeleteMessage"]));
  expect(consume.Action).not.toContain("sqs:SendMessage");
  expect(decrypt).toMatchObject({ Action: "kms:Decrypt", Resource: "${aws_kms_key.key.arn}" });
});

test.each<[string, Partial<QueueProps>, string]>([
  [
    "a message that could never be received",
    { maxReceives: 0 },
    "maxReceives must be a whole number, 1 to 1000, got 0",
  ],
  ["hiding a message over twelve hours", { visibilityTimeoutSeconds: 43201 }, "visibilityTimeoutSeconds must be"],
  ["keeping a message over fourteen days", { retentionSeconds: 1209601 }, "retentionSeconds must be"],
  ["a name too long for its dead letters", { name: "x".repeat(69) }, "jobs: name must be 1 to 68 of A-Za-z0-9_-"],
])("fails on %s", (_, props, message) => {
  expect(() => queue(props)).toThrow(message);
});
