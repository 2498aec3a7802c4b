import { DeadLetterQueue } from "@modules/aws/messaging/dead-letter-queue";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("keeps messages for fourteen days, unless overrides say otherwise", () => {
  const queue = (messageRetentionSeconds?: number) =>
    only(
      synth((stack) => {
        new DeadLetterQueue(stack, "rejected", {
          name: "rejected",
          overrides: messageRetentionSeconds ? { messageRetentionSeconds } : {},
        });
      }),
      "aws_sqs_queue",
    );

  expect(queue()).toMatchObject({
    name: "rejected",
    message_retention_seconds: 1209600,
    sqs_managed_sse_enabled: true,
  });
  expect(queue(86400).message_retention_seconds).toBe(86400);
});

test("fails on a name that SQS does not accept", () => {
  expect(() => synth((stack) => new DeadLetterQueue(stack, "rejected", { name: "rejected.eu" }))).toThrow(
    "stack/rejected: name must be 1 to 80 of A-Za-z0-9_-, got rejected.eu",
  );
});
