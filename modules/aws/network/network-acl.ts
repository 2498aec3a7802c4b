import { NetworkAcl as AwsNetworkAcl, type NetworkAclConfig } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule } from "@cdktf/provider-aws/lib/network-acl-rule";
import { checkWholeNumber, fail } from "@modules/core/checks";
import { Construct } from "constructs";
import type { Ports } from "./connections";
import type { IVpc } from "./vpc";

/** A rule that allows traffic. */
export interface AclRule {
  /**
   * Rule number, 1 to 32766, unique among ingress or egress rules. The matching rule with the lowest number applies.
   */
  readonly number: number;

  /** Source network of ingress, destination network of egress. */
  readonly cidr: string;

  /** TCP ports, both ends included. @default all ports of all protocols, unless the rule has `icmp` */
  readonly tcpPorts?: Ports;

  /** ICMP message, in place of `tcpPorts`. @default all protocols */
  readonly icmp?: IcmpMessage;
}

export interface IcmpMessage {
  readonly type: number;
  readonly code: number;
}

export interface NetworkAclProps {
  /** `Name` tag of the ACL. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Groups whose subnets the ACL is associated with. */
  readonly subnetGroups: readonly string[];

  /** Ingress rules by name; the ACL denies all other ingress. */
  readonly ingress: Readonly<Record<string, AclRule>>;

  /** Egress rules by name; the ACL denies all other egress. @default one rule that allows all egress */
  readonly egress?: Readonly<Record<string, AclRule>>;

  /** Arguments of the `aws_network_acl` that replace what this module sets. @default none */
  readonly overrides?: Partial<NetworkAclConfig>;
}

/**
 * Ports that clients receive replies on. An ACL is stateless, so NAT gateways and load balancers receive replies only
 * if an ingress rule allows these ports.
 * https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const EPHEMERAL_PORTS = { from: 1024, to: 65535 } as const;

/**
 * The message by which a router says that a packet is too large for its next link. Without it, path MTU discovery
 * fails, and large packets to load balancers and NAT gateways are lost without an error.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html#path_mtu_discovery
 */
export const FRAGMENTATION_NEEDED: IcmpMessage = { type: 3, code: 4 };

const EVERYTHING: Readonly<Record<string, AclRule>> = { everywhere: { number: 100, cidr: "0.0.0.0/0" } };

/** A network ACL: a stateless filter in front of the security groups of its subnets. */
export class NetworkAcl extends Construct {
  constructor(scope: Construct, id: string, props: NetworkAclProps) {
    super(scope, id);
    const { name, vpc, subnetGroups, ingress, egress = EVERYTHING, overrides } = props;
    const acl = new AwsNetworkAcl(this, "Default", {
      vpcId: vpc.id,
      subnetIds: subnetGroups.flatMap((group) => vpc.subnetIds(group)),
      tags: { Name: name },
      ...overrides,
    });
    this.addRules(acl.id, "in", ingress);
    this.addRules(acl.id, "out", egress);
  }

  private addRules(networkAclId: string, direction: "in" | "out", rules: Readonly<Record<string, AclRule>>): void {
    const taken = new Map<number, string>();
    for (const [rule, { number, cidr, ...traffic }] of Object.entries(rules)) {
      const prop = `${direction === "in" ? "ingress" : "egress"}.${rule}.number`;
      checkWholeNumber(this, prop, number, 1, 32_766);
      const twin = taken.get(number);
      if (twin) {
        fail(this, prop, "unique in its direction", `${number}, which ${twin} has`);
      }
      taken.set(number, rule);
      new NetworkAclRule(this, `${direction}-${rule}`, {
        networkAclId,
        ruleNumber: number,
        egress: direction === "out",
        ruleAction: "allow",
        cidrBlock: cidr,
        ...protocolOf(traffic),
      });
    }
  }
}

function protocolOf({ tcpPorts, icmp }: Pick<AclRule, "tcpPorts" | "icmp">) {
  if (icmp) {
    return { protocol: "icmp", icmpType: icmp.type, icmpCode: icmp.code };
  }
  return tcpPorts ? { protocol: "tcp", fromPort: tcpPorts.from, toPort: tcpPorts.to } : { protocol: "-1" };
}
