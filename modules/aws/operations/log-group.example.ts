import { LogGroup } from "@modules/aws/operations/log-group";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** A log group that keeps events for a year, an existing log group, and a role that may write to both. */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", {
    name: "checkout-logs",
    description: "Logs of the checkout",
    services: ["logs.us-east-1.amazonaws.com"],
  });
  const checkout = new LogGroup(scope, "checkout", { name: "shop/checkout", retentionDays: 365, key });
  const audit = LogGroup.fromExisting(scope, "audit", { name: "shop/audit" });

  const role = new Role(scope, "role", { name: "checkout-tasks", assumedBy: "ecs-tasks.amazonaws.com" });
  checkout.grantWrite(role);
  audit.grantWrite(role);
}
