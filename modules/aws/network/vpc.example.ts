import { FlowLog } from "@modules/aws/network/flow-log";
import { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import { Key } from "@modules/aws/security/key";
import type { Construct } from "constructs";

/**
 * A VPC in two availability zones, with public subnets for a load balancer, private subnets with NAT for servers, and
 * isolated subnets for databases.
 */
export function example(scope: Construct): void {
  const vpc = new Vpc(scope, "vpc", {
    name: "shop",
    cidr: "10.0.0.0/16",
    subnets: {
      public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } },
      private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.12.0/24" } },
      database: { tier: "isolated", cidrs: { "us-east-1a": "10.0.21.0/24", "us-east-1b": "10.0.22.0/24" } },
    },
  });

  const services = ["logs.us-east-1.amazonaws.com"];
  const key = new Key(scope, "key", { name: "shop-flows", description: "Flow logs of the shop", services });
  const logGroup = new LogGroup(scope, "flows", { name: "/aws/vpc/shop", retentionDays: 365, key });
  new FlowLog(scope, "flow-log", { vpc, logGroup, roleName: "shop-flow-logs" });
}
