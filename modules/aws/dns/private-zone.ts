import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import type { IVpc } from "../network/vpc";
import type { IHostedZone } from "./hosted-zone";

export interface PrivateZoneProps {
  readonly domain: string;

  /** Whose hosts resolve the names; they must not be those of a public zone it needs, which this one hides. */
  readonly vpc: IVpc;

  /** At most 256 characters. */
  readonly comment: string;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/** Names that only hosts of a VPC resolve. */
export class PrivateZone extends Construct implements IHostedZone {
  readonly id: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    const { domain, vpc, comment, deletionProtection = true } = props;
    const zone = new Route53Zone(this, "Default", {
      name: domain,
      comment,
      vpc: [{ vpcId: vpc.id }],
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.id = zone.zoneId;
    this.name = domain;
  }
}
