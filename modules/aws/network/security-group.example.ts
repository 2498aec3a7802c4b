import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/**
 * Security groups of three tiers: the internet may connect to the load balancer on 443, the load balancer to the API,
 * and the API to an existing group.
 */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16" });
  const group = (name: string, description: string, ports: Record<string, number>) =>
    new SecurityGroup(scope, name, { name: `orders-${name}`, description, vpc, ports });
  const balancer = group("balancer", "Load balancer of the orders API", { https: 443 });
  const api = group("api", "Servers of the orders API", { http: 8080 });
  const database = SecurityGroup.fromExisting(scope, "database", {
    id: "sg-0abc1234def567890",
    ports: { mysql: 3306 },
  });

  balancer.connections.allowFromCidr("0.0.0.0/0", "https", "Everyone");
  api.connections.allowFrom(balancer);
  api.connections.allowTo(database);
}
