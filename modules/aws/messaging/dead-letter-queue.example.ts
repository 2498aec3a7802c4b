import { DeadLetterQueue } from "@modules/aws/messaging/dead-letter-queue";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A queue for invoices that a worker could not process, with the permission for the worker to send to it. */
export function example(scope: Construct): void {
  const rejected = new DeadLetterQueue(scope, "rejected", { name: "rejected-invoices" });

  rejected.grantSend(new Role(scope, "worker", { name: "invoice-worker", assumedBy: "ecs-tasks.amazonaws.com" }));
}
