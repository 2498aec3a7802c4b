import { Queue, type QueueProps } from "@modules/aws/messaging/queue";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";

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

test("dead-letters a message after three receives and keeps it for fourteen days", () => {
  const { jobs, ...others } = queue().aws_sqs_queue;
  const [[id, deadLetter]] = Object.entries<Json>(others) as [[string, Json]];

  expect(JSON.parse(jobs.redrive_policy)).toEqual({
    deadLetterTargetArn: `\${aws_sqs_queue.${id}.arn}`,
    maxReceiveCount: 3,
  });
  expect(deadLetter).toMatchObject({ name: "jobs-dead-letter", message_retention_seconds: 1209600 });
});

test("encrypts both queues with the key, or with keys that SQS manages", () => {
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

test("denies requests without TLS on both queues", () => {
  const policies = Object.values<Json>(queue().aws_sqs_queue_policy);

  expect(policies).toHaveLength(2);
  for (const { policy } of policies) {
    expect(statements(policy)).toMatchObject([
      { Effect: "Deny", Action: "sqs:*", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  }
});

test("grants sending, and generating data keys when the queue has a key", () => {
  const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "${aws_sqs_queue.jobs.arn}" };

  expect(granted((jobs, role) => jobs.grantSend(role), false)).toEqual([send]);
  expect(granted((jobs, role) => jobs.grantSend(role), true)).toEqual([
    send,
    { Effect: "Allow", Action: ["kms:GenerateDataKey", "kms:Decrypt"], Resource: "${aws_kms_key.key.arn}" },
  ]);
});

test("grants consuming and decrypting, and not sending", () => {
  const [consume, decrypt] = granted((jobs, role) => jobs.grantConsume(role), true);

  expect(consume.Action).toEqual(expect.arrayContaining(["sqs:ReceiveMessage", "sqs:DeleteMessage"]));
  expect(consume.Action).not.toContain("sqs:SendMessage");
  expect(decrypt).toMatchObject({ Action: "kms:Decrypt", Resource: "${aws_kms_key.key.arn}" });
});

test("names its queues for alarms on their metrics", () => {
  const json = synth((stack) => {
    const { name, deadLetterQueue } = new Queue(stack, "jobs", { name: "jobs" });
    new TerraformOutput(stack, "names", { value: [name, deadLetterQueue.name], staticId: true });
  });

  expect(json.output.names.value).toEqual([
    "${aws_sqs_queue.jobs.name}",
    expect.stringMatching(/^\$\{aws_sqs_queue\.jobs_dead-letter_\w+\.name\}$/),
  ]);
});

test("lets overrides win over what it sets", () => {
  expect(queue({ overrides: { receiveWaitTimeSeconds: 0, delaySeconds: 60 } }).aws_sqs_queue.jobs).toMatchObject({
    delay_seconds: 60,
    receive_wait_time_seconds: 0,
  });
});

test("grants sending to and consuming from an existing queue", () => {
  const arn = "arn:aws:sqs:us-east-1:111122223333:shipments";
  const { resource } = synth((stack) => {
    const role = new Role(stack, "worker", { name: "worker", assumedBy: "ecs-tasks.amazonaws.com" });
    const key = Key.fromExisting(stack, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
    const shipments = Queue.fromExisting(stack, "shipments", { arn, url: "https://sqs.example/shipments", key });
    shipments.grantSend(role);
    shipments.grantConsume(role);
  });
  const policies = Object.values<Json>(resource.aws_iam_role_policy).map(({ policy }) => statements(policy));

  expect(resource.aws_sqs_queue).toBeUndefined();
  expect(policies).toMatchObject([
    [{ Action: "sqs:SendMessage", Resource: arn }, { Action: ["kms:GenerateDataKey", "kms:Decrypt"] }],
    [{ Resource: arn }, { Action: "kms:Decrypt", Resource: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" }],
  ]);
});

test.each<[string, Partial<QueueProps>, string]>([
  [
    "a message that could never be received",
    { maxReceives: 0 },
    "maxReceives must be a whole number, 1 to 1000, got 0",
  ],
  ["a visibility timeout over twelve hours", { visibilityTimeoutSeconds: 43201 }, "visibilityTimeoutSeconds must be"],
  ["a retention over fourteen days", { retentionSeconds: 1209601 }, "retentionSeconds must be"],
  [
    "a name that leaves no room for the dead-letter queue's suffix",
    { name: "x".repeat(69) },
    "jobs: name must be 1 to 68 of A-Za-z0-9_-",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => queue(props)).toThrow(message);
});
