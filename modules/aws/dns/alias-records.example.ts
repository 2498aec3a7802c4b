import { AliasRecords } from "@modules/aws/dns/alias-records";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** IPv4 and IPv6 alias records that point a name to a load balancer. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc1234def567890", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc1234" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { private: { tier: "private", subnets } },
  });
  const targetGroup = new TargetGroup(scope, "mail", { name: "mail", vpc, port: 25, protocol: "TCP" });
  const target = new NetworkLoadBalancer(scope, "balancer", {
    name: "mail",
    vpc,
    listeners: { smtp: { port: 25, targetGroup } },
  });

  new AliasRecords(scope, "records", {
    zone: HostedZone.fromExisting(scope, "zone", { id: "Z0123456789ABCDEFGHIJ", domain: "acme.example" }),
    name: "mail.acme.example",
    target,
  });
}
