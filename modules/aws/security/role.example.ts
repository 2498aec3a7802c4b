import { grant, Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A role for ECS tasks that may start one state machine, and an existing role with the same permission. */
export function example(scope: Construct): void {
  const tasks = new Role(scope, "tasks", { name: "invoice-tasks", assumedBy: "ecs-tasks.amazonaws.com" });
  const legacy = Role.fromExisting(scope, "legacy", { arn: "arn:aws:iam::111122223333:role/legacy/invoices" });

  for (const role of [tasks, legacy]) {
    grant(role, "start-invoicing", {
      actions: ["states:StartExecution"],
      resources: ["arn:aws:states:us-east-1:111122223333:stateMachine:invoicing"],
    });
  }
}
