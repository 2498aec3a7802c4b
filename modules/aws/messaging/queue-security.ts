/** Encryption and permissions that queues and dead-letter queues have in common. */
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { Construct } from "constructs";
import type { IKey } from "../security/key";
import { policyDocument, type Statement } from "../security/policy";

/** SQS refuses a queue that has both a KMS key and SQS-managed encryption. */
export function encryption(key?: IKey) {
  return key ? { kmsMasterKeyId: key.arn } : { sqsManagedSseEnabled: true };
}

/** Adds a queue policy that denies requests without TLS. */
export function addTlsPolicy(scope: Construct, queue: SqsQueue): void {
  new SqsQueuePolicy(scope, "policy", {
    queueUrl: queue.url,
    policy: policyDocument({
      sid: "TlsOnly",
      effect: "Deny",
      actions: ["sqs:*"],
      resources: [queue.arn],
      principals: "*",
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    }),
  });
}

export function sendStatements(arn: string, key?: IKey): Statement[] {
  const send = { actions: ["sqs:SendMessage"], resources: [arn] };
  // SQS caches data keys and decrypts them with the sender's permissions.
  return key ? [send, { actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [key.arn] }] : [send];
}

export function consumeStatements(arn: string, key?: IKey): Statement[] {
  const consume = {
    actions: [
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
    ],
    resources: [arn],
  };
  return key ? [consume, { actions: ["kms:Decrypt"], resources: [key.arn] }] : [consume];
}
