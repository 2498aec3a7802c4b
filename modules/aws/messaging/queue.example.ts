import { Queue } from "@modules/aws/messaging/queue";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A queue for orders: a consumer has three minutes, and after five failures a message waits in the dead-letter queue. */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", { name: "orders", description: "Messages of the order queue" });

  new Queue(scope, "orders", { name: "orders", key, visibilityTimeoutSeconds: 180, maxReceives: 5 });
}
