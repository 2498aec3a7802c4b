/** What queues share: how they are encrypted, reached and sent to. */
import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { Construct } from "constructs";
import type { IKey } from "../security/key";
import { policyDocument, type Statement } from "../security/policy";

/** SQS encrypts with its own key or with one of the account's, and refuses to be told both. */
export function encryption(key?: IKey) {
  return key ? { kmsMasterKeyId: key.arn } : { sqsManagedSseEnabled: true };
}

export function requireTls(scope: Construct, queue: SqsQueue): void {
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
  // SQS decrypts the data key it reuses, also for the sender.
  return key ? [send, { actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [key.arn] }] : [send];
}
