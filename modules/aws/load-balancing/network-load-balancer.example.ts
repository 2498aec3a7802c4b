import { Certificate } from "@modules/aws/dns/certificate";
import { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** An internal load balancer that terminates TLS for a message broker, open to hosts in the VPC. */
export function example(scope: Construct): void {
  const subnets = { "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" } };
  const groups = { private: { tier: "private", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const certificate = Certificate.fromExisting(scope, "certificate", {
    arn: "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    names: ["broker.acme.example"],
  });
  const targetGroup = new TargetGroup(scope, "targets", { name: "broker", vpc, port: 1883, protocol: "TCP" });
  const broker = SecurityGroup.fromExisting(scope, "broker", { id: "sg-0abc1234def567890", ports: { mqtt: 1883 } });

  const balancer = new NetworkLoadBalancer(scope, "balancer", {
    name: "broker",
    vpc,
    listeners: { mqtt: { port: 8883, targetGroup, certificate } },
  });
  balancer.connections.allowFromCidr(vpc.cidr, "mqtt", "Hosts of the VPC");
  balancer.connections.allowTo(broker);
}
