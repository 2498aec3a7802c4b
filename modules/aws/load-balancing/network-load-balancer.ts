import { Lb, type LbConfig } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { checkName } from "../check-name";
import type { ICertificate } from "../dns/certificate";
import type { Connections, IConnectable } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import { addDefaultAlarms } from "../operations/default-alarms";
import { networkBalancerAlarms } from "./alarms";
import { TLS_POLICY } from "./https-listener";
import type { ITargetGroup } from "./target-group";

export interface NetworkListener {
  readonly port: number;

  /** Target group of protocol TCP. */
  readonly targetGroup: ITargetGroup;

  /** The listener terminates TLS with this certificate. @default none: the listener passes TCP through */
  readonly certificate?: ICertificate;
}

export interface NetworkLoadBalancerProps {
  /** 1 to 32 letters, digits and inner hyphens, not beginning with `internal-`. A change replaces the load balancer. */
  readonly name: string;

  readonly vpc: IVpc;

  /** The load balancer has public addresses; `connections` still have to allow clients. A change replaces it. @default false */
  readonly internetFacing?: boolean;

  /** Group with a subnet in each availability zone. @default "public" when internet-facing, else "private" */
  readonly subnetGroup?: string;

  /** Listeners by name; `connections` name the port of a listener like the listener. */
  readonly listeners: Readonly<Record<string, NetworkListener>>;

  /** Refuse deletion, by AWS and by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_lb` that replace what this module sets. @default none */
  readonly overrides?: Partial<LbConfig>;
}

/**
 * A network load balancer. Its `connections` allow clients, and the targets that it may reach with
 * traffic and health checks; without them it is closed. It has no access logs, because AWS writes
 * them for TLS listeners only: use the VPC's flow log.
 */
export class NetworkLoadBalancer extends Construct implements IConnectable {
  readonly arn: string;

  /** Dimension of its CloudWatch metrics: `net/<name>/<id>`. */
  readonly arnSuffix: string;

  readonly dnsName: string;

  /** Id of the hosted zone of `dnsName`, for alias records. */
  readonly zoneId: string;

  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    super(scope, id);
    const { name, vpc, listeners, internetFacing = false, deletionProtection = true, overrides } = props;
    const { subnetGroup = internetFacing ? "public" : "private" } = props;
    checkName(this, "aws_lb", name);
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
      // A network load balancer that is created without a security group can never get one.
      securityGroups: [group.id],
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
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
      addDefaultAlarms(this, `${name}-${listener}`, networkBalancerAlarms(this, targetGroup));
    }
  }
}
