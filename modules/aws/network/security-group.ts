import { SecurityGroup as AwsSecurityGroup, type SecurityGroupConfig } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";
import { Connections, type IConnectable, type Ports } from "./connections";
import type { IVpc } from "./vpc";

export interface ISecurityGroup extends IConnectable {
  readonly id: string;
}

export interface SecurityGroupProps {
  /** Name of the group: at most 255 characters, not beginning with `sg-`. A change replaces the group. */
  readonly name: string;

  /** Description: at most 255 characters. A change replaces the group. */
  readonly description: string;

  readonly vpc: IVpc;

  /** TCP ports that members of the group listen on, by name: `{ postgres: 5432 }`. @default none */
  readonly ports?: Readonly<Record<string, number | Ports>>;

  /**
   * Networks that members may connect to: all, the VPC's, or only the targets that `connections` allow.
   * @default "allowed"
   */
  readonly egress?: "everywhere" | "vpc" | "allowed";

  /** Arguments of the `aws_security_group` that replace what this module sets. @default none */
  readonly overrides?: Partial<SecurityGroupConfig>;
}

/** Attributes of an existing security group, as `aws ec2 describe-security-groups` shows them. */
export interface SecurityGroupAttributes {
  readonly id: string;

  /** TCP ports that members of the group listen on, by name: `{ postgres: 5432 }`. @default none */
  readonly ports?: Readonly<Record<string, number | Ports>>;

  /** Whether the group already allows all egress, so that `allowTo` adds no egress rules. @default false */
  readonly egressEverywhere?: boolean;
}

/** A security group without ingress rules; its `connections` add rules. */
export class SecurityGroup extends Construct implements ISecurityGroup {
  /** An existing security group. `connections` add rules and leave its other rules alone. */
  static fromExisting(scope: Construct, id: string, attributes: SecurityGroupAttributes): ISecurityGroup {
    return new ExistingSecurityGroup(scope, id, attributes);
  }

  readonly id: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const { name, description, vpc, ports = {}, egress = "allowed", overrides } = props;
    const group = new AwsSecurityGroup(this, "Default", {
      name,
      description,
      vpcId: vpc.id,
      tags: { Name: name },
      // EC2 refuses to delete a group that a rule refers to, and two groups may refer to each other.
      revokeRulesOnDelete: true,
      ...overrides,
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

/**
 * The result of `SecurityGroup.fromExisting`.
 *
 * @internal
 */
class ExistingSecurityGroup extends Construct implements ISecurityGroup {
  readonly id: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, { id: groupId, ports, egressEverywhere }: SecurityGroupAttributes) {
    super(scope, id);
    this.id = groupId;
    this.connections = new Connections(this, groupId, ports, egressEverywhere);
  }
}
