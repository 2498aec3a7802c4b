import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct, type IConstruct } from "constructs";

export interface IHostedZone extends IConstruct {
  readonly id: string;
  /** Domain of the zone; known at synth. */
  readonly name: string;
}

export interface HostedZoneProps {
  /** Domain; its parent must delegate to the zone's name servers before anything resolves. */
  readonly domain: string;

  /** At most 256 characters. */
  readonly comment: string;

  /** Refuse deletion by Terraform: a new zone has other name servers. @default true */
  readonly deletionProtection?: boolean;
}

/** A public DNS zone. */
export class HostedZone extends Construct implements IHostedZone {
  readonly id: string;
  readonly name: string;
  /** The four servers the parent zone or the registrar must delegate to; a list token. */
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    super(scope, id);
    const { domain, comment, deletionProtection = true } = props;
    const zone = new Route53Zone(this, "Default", {
      name: domain,
      comment,
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.id = zone.zoneId;
    this.name = domain;
    this.nameServers = zone.nameServers;
  }
}
