import { Queue } from "@modules/aws/messaging/queue";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/**
 * A queue for orders: a consumer has three minutes, and after five receives a message moves to the dead-letter queue.
 * The consumer may send to another team's queue.
 */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", { name: "orders", description: "Messages of the order queue" });
  const orders = new Queue(scope, "orders", { name: "orders", key, visibilityTimeoutSeconds: 180, maxReceives: 5 });
  const shipments = Queue.fromExisting(scope, "shipments", {
    arn: "arn:aws:sqs:us-east-1:111122223333:shipments",
    url: "https://sqs.us-east-1.amazonaws.com/111122223333/shipments",
  });

  const consumer = new Role(scope, "consumer", { name: "order-consumer", assumedBy: "ecs-tasks.amazonaws.com" });
  orders.grantConsume(consumer);
  shipments.grantSend(consumer);
}
