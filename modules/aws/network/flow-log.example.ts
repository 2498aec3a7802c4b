import { FlowLog } from "@modules/aws/network/flow-log";
import { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/** A flow log of an existing VPC, kept for 90 days. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16" });
  const services = ["logs.us-east-1.amazonaws.com"];
  const key = new Key(scope, "key", { name: "office-flows", description: "Flow logs of the office", services });
  const logGroup = new LogGroup(scope, "flows", { name: "/aws/vpc/office", retentionDays: 90, key });

  new FlowLog(scope, "flow-log", { vpc, logGroup, roleName: "office-flow-logs" });
}
