import { NetworkAcl as AwsNetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule } from "@cdktf/provider-aws/lib/network-acl-rule";
import { Construct } from "constructs";
import type { Vpc } from "./vpc";

export interface AclRule {
  /** 1 to 32766; the lowest that matches decides. */
  readonly number: number;
  readonly cidr: string;
  /** @default all ports of every protocol */
  readonly tcpPorts?: { readonly from: number; readonly to: number };
}

export interface NetworkAclProps {
  /** `Name` tag. */
  readonly name: string;
  readonly vpc: Vpc;
  /** Groups whose subnets it guards. */
  readonly subnetGroups: readonly string[];
  /** What may come in, by name; everything else is dropped. */
  readonly ingress: Readonly<Record<string, AclRule>>;
  /** What may go out, by name. @default everything */
  readonly egress?: Readonly<Record<string, AclRule>>;
}

/**
 * Ports replies come back to. An ACL keeps no state: without these NAT gateways
 * and load balancers hear no answer.
 * https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 */
export const EPHEMERAL_PORTS = { from: 1024, to: 65535 } as const;

const EVERYTHING: Readonly<Record<string, AclRule>> = { everywhere: { number: 100, cidr: "0.0.0.0/0" } };

/** A stateless filter around subnets, behind which security groups decide. */
export class NetworkAcl extends Construct {
  constructor(scope: Construct, id: string, props: NetworkAclProps) {
    super(scope, id);
    const { name, vpc, subnetGroups, ingress, egress = EVERYTHING } = props;
    const acl = new AwsNetworkAcl(this, "Default", {
      vpcId: vpc.id,
      subnetIds: subnetGroups.flatMap((group) => vpc.subnetIds(group)),
      tags: { Name: name },
    });
    this.addRules(acl.id, "in", ingress);
    this.addRules(acl.id, "out", egress);
  }

  private addRules(networkAclId: string, direction: "in" | "out", rules: Readonly<Record<string, AclRule>>): void {
    const taken = new Map<number, string>();
    for (const [rule, { number, cidr, tcpPorts }] of Object.entries(rules)) {
      const twin = taken.get(number);
      if (twin) {
        throw new Error(
          `${this.node.path}: ${direction} rule ${rule} must have a number of its own, got ${number} as ${twin}`,
        );
      }
      taken.set(number, rule);
      new NetworkAclRule(this, `${direction}-${rule}`, {
        networkAclId,
        ruleNumber: number,
        egress: direction === "out",
        ruleAction: "allow",
        cidrBlock: cidr,
        ...(tcpPorts ? { protocol: "tcp", fromPort: tcpPorts.from, toPort: tcpPorts.to } : { protocol: "-1" }),
      });
    }
  }
}
