import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import type { ICertificate } from "../dns/certificate";
import type { Connections, IConnectable } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import { TLS_POLICY } from "./listener";
import { checkLoadBalancerName } from "./name";
import type { ITargetGroup } from "./target-group";

export interface NetworkListener {
  readonly port: number;
  /** Of protocol TCP. */
  readonly targetGroup: ITargetGroup;
  /** Ends TLS here. @default TCP is passed on as it comes */
  readonly certificate?: ICertificate;
}

export interface NetworkLoadBalancerProps {
  /** 1 to 32 letters, digits and inner hyphens, not beginning with `internal-`. A change replaces it. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Give it public addresses, which only those that `connections` admits can use. A change replaces it. @default false */
  readonly internetFacing?: boolean;

  /** @default "public" where it faces the internet, else "private" */
  readonly subnetGroup?: string;

  /** By name, which is also that of the port to allow. */
  readonly listeners: Readonly<Record<string, NetworkListener>>;

  /** Refuse deletion, by AWS and by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/**
 * A load balancer of connections. `connections` says who may reach it and which
 * targets it may reach, health checks included; nobody, until then. It has no
 * access logs: AWS writes them for TLS listeners only, the flow logs of the VPC
 * have the rest.
 */
export class NetworkLoadBalancer extends Construct implements IConnectable {
  readonly arn: string;
  /** What metrics name it by: `net/<name>/<id>`. */
  readonly arnSuffix: string;
  readonly dnsName: string;
  /** Zone of its DNS name, for alias records. */
  readonly zoneId: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    super(scope, id);
    const { name, vpc, listeners, internetFacing = false, deletionProtection = true } = props;
    const { subnetGroup = internetFacing ? "public" : "private" } = props;
    checkLoadBalancerName(this, name);
    const group = new SecurityGroup(this, "security-group", {
      name: `${name}-sg`,
      description: `Load balancer ${name}`,
      vpc,
      ports: Object.fromEntries(Object.entries(listeners).map(([listener, { port }]) => [listener, port])),
    });
    this.connections = group.connections;
    const balancer = new Lb(this, "Default", {
      name,
      loadBalancerType: "network",
      internal: !internetFacing,
      subnets: vpc.subnetIds(subnetGroup),
      // One made without a group can never be given one.
      securityGroups: [group.id],
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    for (const [listener, { port, targetGroup, certificate }] of Object.entries(listeners)) {
      new LbListener(this, listener, {
        loadBalancerArn: this.arn,
        port,
        protocol: certificate ? "TLS" : "TCP",
        sslPolicy: certificate ? TLS_POLICY : undefined,
        certificateArn: certificate?.arn,
        defaultAction: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      });
    }
  }
}
