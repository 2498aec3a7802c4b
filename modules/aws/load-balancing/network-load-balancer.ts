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

  /** Certificate with which the listener terminates TLS. @default none: the listener passes TCP through */
  readonly certificate?: ICertificate;
}

export interface NetworkLoadBalancerProps {
  /**
   * Name of the load balancer: 1 to 32 letters, digits and inner hyphens, not beginning with `internal-`. A change
   * replaces the load balancer.
   */
  readonly name: string;

  readonly vpc: IVpc;

  /**
   * Give the load balancer public addresses; `connections` must still allow clients. A change replaces it.
   * @default false
   */
  readonly internetFacing?: boolean;

  /** Group with a subnet in each availability zone. @default "public" when internet-facing, else "private" */
  readonly subnetGroup?: string;

  /** Listeners by name, which is also the name of the listener's port in `connections`. */
  readonly listeners: Readonly<Record<string, NetworkListener>>;

  /** Refuse deletion, by AWS and by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_lb` that replace what this module sets. @default none */
  readonly overrides?: Partial<LbConfig>;
}

/**
 * A network load balancer. It accepts only the clients, and connects only to the targets, that its `connections` allow.
 * It has no access logs, because AWS writes them only for TLS listeners: use the VPC's flow log.
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
