import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";
import { Connections, type IConnectable, type Ports } from "./connections";
import type { IVpc } from "./vpc";

export interface SecurityGroupProps {
  /** At most 255 characters, not beginning with `sg-`. A change replaces the group. */
  readonly name: string;

  /** At most 255 characters. A change replaces the group. */
  readonly description: string;

  readonly vpc: IVpc;

  /** Ports its members listen on, by name: `{ postgres: 5432 }`. @default none */
  readonly ports?: Readonly<Record<string, number | Ports>>;

  /** What its members may call: anything, anything in the VPC, or only what `allowTo` says. @default "allowed" */
  readonly egress?: "everywhere" | "vpc" | "allowed";
}

/** A security group that admits nothing until its connections are allowed. */
export class SecurityGroup extends Construct implements IConnectable {
  readonly id: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const { name, description, vpc, ports = {}, egress = "allowed" } = props;
    const group = new AwsSecurityGroup(this, "Default", {
      name,
      description,
      vpcId: vpc.id,
      tags: { Name: name },
      // Without it deleting a group waits for rules of other groups that name it.
      revokeRulesOnDelete: true,
    });
    if (egress !== "allowed") {
      new VpcSecurityGroupEgressRule(this, egress, {
        securityGroupId: group.id,
        cidrIpv4: egress === "vpc" ? vpc.cidr : "0.0.0.0/0",
        ipProtocol: "-1",
        description: egress === "vpc" ? "Anything in the VPC" : "Anywhere",
      });
    }
    this.id = group.id;
    this.connections = new Connections(this, group.id, ports, egress === "everywhere");
  }
}
