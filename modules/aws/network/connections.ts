import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { fail } from "@modules/core/checks";
import type { Construct, IConstruct } from "constructs";
import type { IPrefixList } from "./prefix-list";

/** A construct with a security group. */
export interface IConnectable extends IConstruct {
  readonly connections: Connections;
}

/** A range of TCP ports, both ends included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

/**
 * The rules of a security group. A rule is created in the stack of the construct whose `connections` are called, so
 * call those of the construct in the later stack: `database.connections.allowFrom(api)` in the stack of the database,
 * or `cluster.connections.allowTo(database)` in the stack of the cluster.
 *
 * @example database.connections.allowFrom(api)
 */
export class Connections {
  /** Id of the security group. */
  readonly groupId: string;

  /** Whether the group already allows all egress, so that it needs no other egress rules. */
  readonly egressEverywhere: boolean;

  private readonly scope: Construct;
  private readonly ports: Readonly<Record<string, number | Ports>>;

  /** @param ports TCP ports that members of the group listen on, by name */
  constructor(
    scope: Construct,
    groupId: string,
    ports: Readonly<Record<string, number | Ports>> = {},
    egressEverywhere = false,
  ) {
    this.scope = scope;
    this.groupId = groupId;
    this.ports = ports;
    this.egressEverywhere = egressEverywhere;
  }

  /**
   * Allows the peer to connect to a port of this group. Adds an ingress rule to this group and an egress rule to the
   * peer.
   * @param port name of the port; may be left out when the group has one port
   */
  allowFrom(peer: IConnectable, port = this.onlyPort()): void {
    allow(this.scope, `from-${peer.node.id}-on-${port}`, peer.connections, this, port);
  }

  /**
   * Allows this group to connect to a port of the peer. Adds an egress rule to this group and an ingress rule to the
   * peer.
   * @param port name of the peer's port; may be left out when the peer has one port
   */
  allowTo(peer: IConnectable, port = peer.connections.onlyPort()): void {
    allow(this.scope, `to-${peer.node.id}-on-${port}`, this, peer.connections, port);
  }

  /** Allows members of the group to connect to each other on all ports and protocols. */
  allowInternally(): void {
    new VpcSecurityGroupIngressRule(this.scope, "from-itself", {
      securityGroupId: this.groupId,
      referencedSecurityGroupId: this.groupId,
      ipProtocol: "-1",
      description: "Members of the group",
    });
    if (!this.egressEverywhere) {
      new VpcSecurityGroupEgressRule(this.scope, "to-itself", {
        securityGroupId: this.groupId,
        referencedSecurityGroupId: this.groupId,
        ipProtocol: "-1",
        description: "Members of the group",
      });
    }
  }

  /** Allows a network to connect to a port, such as `0.0.0.0/0` to the HTTPS port of a load balancer. */
  allowFromCidr(cidr: string, port: string, description: string): void {
    new VpcSecurityGroupIngressRule(this.scope, `${port}-from-${slug(cidr)}`, {
      securityGroupId: this.groupId,
      cidrIpv4: cidr,
      ...tcp(this.portNamed(port)),
      description,
    });
  }

  /** Allows the networks of a prefix list, such as the servers of a CDN, to connect to a port. */
  allowFromPrefixList(list: IPrefixList, port: string, description: string): void {
    for (const [family, prefixListId] of Object.entries(list.ids)) {
      new VpcSecurityGroupIngressRule(this.scope, `${port}-from-${list.node.id}-${family}`, {
        securityGroupId: this.groupId,
        prefixListId,
        ...tcp(this.portNamed(port)),
        description,
      });
    }
  }

  /** Allows this group to connect to a network, on TCP ports or on all ports of all protocols. */
  allowToCidr(cidr: string, ports: number | Ports | "any", description: string): void {
    if (this.egressEverywhere) {
      return;
    }
    const range = typeof ports === "number" ? { from: ports, to: ports } : ports;
    new VpcSecurityGroupEgressRule(this.scope, `to-${slug(cidr)}-on-${range === "any" ? range : range.from}`, {
      securityGroupId: this.groupId,
      cidrIpv4: cidr,
      ...(range === "any" ? { ipProtocol: "-1" } : tcp(range)),
      description,
    });
  }

  /** A port of the group by its name. @throws when the group does not listen on a port of that name */
  portNamed(name: string): Ports {
    const port = this.ports[name];
    if (port === undefined) {
      fail(this.scope, "port", Object.keys(this.ports).join(" or ") || "declared first", name);
    }
    return typeof port === "number" ? { from: port, to: port } : port;
  }

  /** Name of the only port of the group. @throws when the group listens on several ports or on none */
  onlyPort(): string {
    const names = Object.keys(this.ports);
    if (names.length !== 1) {
      fail(this.scope, "port", names.length > 0 ? `given as ${names.join(" or ")}` : "declared first", "none");
    }
    return names[0]!;
  }
}

function allow(scope: Construct, id: string, from: Connections, to: Connections, port: string): void {
  const description = id.replaceAll("-", " ");
  new VpcSecurityGroupIngressRule(scope, id, {
    securityGroupId: to.groupId,
    referencedSecurityGroupId: from.groupId,
    ...tcp(to.portNamed(port)),
    description,
  });
  if (!from.egressEverywhere) {
    new VpcSecurityGroupEgressRule(scope, `${id}-out`, {
      securityGroupId: from.groupId,
      referencedSecurityGroupId: to.groupId,
      ...tcp(to.portNamed(port)),
      description,
    });
  }
}

function tcp({ from, to }: Ports) {
  return { ipProtocol: "tcp", fromPort: from, toPort: to };
}

function slug(cidr: string): string {
  return cidr === "0.0.0.0/0" ? "anywhere" : cidr.replace(/[^0-9]/g, "-");
}
