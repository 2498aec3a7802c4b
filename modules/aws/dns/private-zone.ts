import { Route53Zone, type Route53ZoneConfig } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import type { IVpc } from "../network/vpc";
import type { IHostedZone } from "./hosted-zone";

export interface PrivateZoneProps {
  /**
   * Domain of the zone; hosts in the VPC no longer see a public zone of the same domain. A change replaces the zone.
   */
  readonly domain: string;

  /** VPC whose hosts resolve the zone's names. */
  readonly vpc: IVpc;

  /** Description of at most 256 characters. */
  readonly comment: string;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_route53_zone` that replace what this module sets. @default none */
  readonly overrides?: Partial<Route53ZoneConfig>;
}

/** A private hosted zone, whose names only hosts in a VPC can resolve. */
export class PrivateZone extends Construct implements IHostedZone {
  readonly id: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    const { domain, vpc, comment, deletionProtection = true, overrides } = props;
    const zone = new Route53Zone(this, "Default", {
      name: domain,
      comment,
      vpc: [{ vpcId: vpc.id }],
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.id = zone.zoneId;
    this.name = domain;
  }
}
