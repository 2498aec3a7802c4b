import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { Construct, IConstruct } from "constructs";
import type { IPrefixList } from "./prefix-list";

/** Anything that has a security group. */
export interface IConnectable extends IConstruct {
  readonly connections: Connections;
}

/** A range of TCP ports, or one. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

/**
 * Who may reach whom. The rules belong to the construct whose connections are
 * called, so call the one in the later stack: `database.connections.allowFrom(api)`
 * in the data stack, `cluster.connections.allowTo(database)` in the cluster's.
 */
export class Connections {
  /** Id of the security group. */
  readonly groupId: string;
  /** It may already go anywhere, so that a rule out would add nothing. */
  readonly egressEverywhere: boolean;

  private readonly scope: Construct;
  private readonly ports: Readonly<Record<string, number | Ports>>;

  /** @param ports where the members listen, by name */
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

  /** Lets the peer in on one of these ports, the only one if there is just one. */
  allowFrom(peer: IConnectable, port = this.onlyPort()): void {
    allow(this.scope, `from-${peer.node.id}-on-${port}`, peer.connections, this, port);
  }

  /** Lets these go to one of the peer's ports. */
  allowTo(peer: IConnectable, port = peer.connections.onlyPort()): void {
    allow(this.scope, `to-${peer.node.id}-on-${port}`, this, peer.connections, port);
  }

  /** Lets members of the group reach each other on any port. */
  allowInternally(): void {
    new VpcSecurityGroupIngressRule(this.scope, "from-itself", {
      securityGroupId: this.groupId,
      referencedSecurityGroupId: this.groupId,
      ipProtocol: "-1",
      description: "Members of the group",
    });
  }

  /** Lets addresses in, such as the whole world on a load balancer. */
  allowFromCidr(cidr: string, port: string, description: string): void {
    new VpcSecurityGroupIngressRule(this.scope, `${port}-from-${slug(cidr)}`, {
      securityGroupId: this.groupId,
      cidrIpv4: cidr,
      ...tcp(this.portNamed(port)),
      description,
    });
  }

  /** Lets the networks of a list in, such as those of a CDN. */
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

  /** Lets these go to addresses, on TCP ports or on any port of any protocol. */
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

  portNamed(name: string): Ports {
    const port = this.ports[name];
    if (port === undefined) {
      throw new Error(
        `${this.scope.node.path}: port must be ${Object.keys(this.ports).join(" or ") || "declared first"}, got ${name}`,
      );
    }
    return typeof port === "number" ? { from: port, to: port } : port;
  }

  onlyPort(): string {
    const names = Object.keys(this.ports);
    if (names.length !== 1) {
      throw new Error(`${this.scope.node.path}: say which port to allow, one of ${names.join(", ") || "none"}`);
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
