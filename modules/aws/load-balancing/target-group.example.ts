import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/**
 * A target group for tasks: a task that fails for 20 seconds gets no traffic, and the share of a new task grows over
 * one minute.
 */
export function example(scope: Construct): void {
  new TargetGroup(scope, "targets", {
    name: "payments",
    vpc: Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16" }),
    port: 8080,
    targetType: "ip",
    healthCheck: { path: "/ready", intervalSeconds: 10, unhealthyThreshold: 2 },
    slowStartSeconds: 60,
  });
}
