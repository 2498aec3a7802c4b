import { PrefixList } from "@modules/aws/network/prefix-list";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** Networks of offices, IPv4 and IPv6, which may connect to the SSH port of a bastion. */
export function example(scope: Construct): void {
  const offices = new PrefixList(scope, "offices", {
    name: "offices",
    cidrs: ["198.51.100.0/24", "203.0.113.0/24", "2001:db8::/48"],
  });

  const bastion = new SecurityGroup(scope, "bastion", {
    name: "office-bastion",
    description: "Bastion of the office",
    vpc: Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16" }),
    ports: { ssh: 22 },
  });
  bastion.connections.allowFromPrefixList(offices, "ssh", "Offices");
}
