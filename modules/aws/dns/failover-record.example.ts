import { FailoverRecord } from "@modules/aws/dns/failover-record";
import { HealthCheck } from "@modules/aws/dns/health-check";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** The primary record of a name that fails over; the stack of the recovery region adds the secondary one. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc1234def567890", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc1234" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { public: { tier: "public", subnets } },
  });
  const targetGroup = new TargetGroup(scope, "gateway", { name: "gateway", vpc, port: 443, protocol: "TCP" });
  const target = new NetworkLoadBalancer(scope, "balancer", {
    name: "gateway",
    vpc,
    internetFacing: true,
    listeners: { https: { port: 443, targetGroup } },
  });
  target.connections.allowFromCidr("0.0.0.0/0", "https", "Everyone");

  new FailoverRecord(scope, "primary", {
    zone: HostedZone.fromExisting(scope, "zone", { id: "Z0123456789ABCDEFGHIJ", domain: "acme.example" }),
    name: "gateway.acme.example",
    region: "us-east-1",
    target,
    healthCheck: new HealthCheck(scope, "check", { name: "gateway-us-east-1", host: target.dnsName }),
  });
}
