import { join } from "node:path";
import { LambdaFunction } from "@modules/aws/functions/lambda-function";
import { QueueSource } from "@modules/aws/functions/queue-source";
import { Queue } from "@modules/aws/messaging/queue";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A function that processes a queue's messages, with at most five concurrent invocations. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const queue = new Queue(scope, "emails", { name: "emails", visibilityTimeoutSeconds: 180 });
  const sender = new LambdaFunction(scope, "sender", {
    name: "send-emails",
    description: "Sends queued emails",
    code: join(__dirname, "example-code"),
    runtime: "nodejs22.x",
    timeoutSeconds: 30,
    // Failed messages return to the queue, which has a dead-letter queue.
    deadLetters: false,
    key,
    logsKey: key,
    logRetentionDays: 90,
  });

  new QueueSource(scope, "queued-emails", { queue, target: sender, maxConcurrency: 5 });
}
