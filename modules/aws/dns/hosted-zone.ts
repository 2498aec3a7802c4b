import { Route53Zone, type Route53ZoneConfig } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct, type IConstruct } from "constructs";

export interface IHostedZone extends IConstruct {
  readonly id: string;

  /** Domain of the zone; known at synthesis. */
  readonly name: string;
}

export interface HostedZoneProps {
  /** Domain of the zone. Its names resolve once the parent zone delegates to the zone's name servers. A change replaces the zone. */
  readonly domain: string;

  /** Description of at most 256 characters. */
  readonly comment: string;

  /** Refuse deletion by Terraform, because a new zone would have other name servers. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_route53_zone` that replace what this module sets. @default none */
  readonly overrides?: Partial<Route53ZoneConfig>;
}

/** Attributes of an existing hosted zone, public or private. */
export interface HostedZoneAttributes {
  /** Id such as `Z0123456789ABCDEFGHIJ`. */
  readonly id: string;

  /** Domain of the zone. */
  readonly domain: string;
}

/** A public hosted zone of Route 53. */
export class HostedZone extends Construct implements IHostedZone {
  /** An existing hosted zone, to which records can be added. */
  static fromExisting(scope: Construct, id: string, attributes: HostedZoneAttributes): IHostedZone {
    return new ExistingHostedZone(scope, id, attributes);
  }

  readonly id: string;
  readonly name: string;

  /** The four name servers that the parent zone or the registrar must delegate to; a list token. */
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, props: HostedZoneProps) {
    super(scope, id);
    const { domain, comment, deletionProtection = true, overrides } = props;
    const zone = new Route53Zone(this, "Default", {
      name: domain,
      comment,
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.id = zone.zoneId;
    this.name = domain;
    this.nameServers = zone.nameServers;
  }
}

/**
 * The result of `HostedZone.fromExisting`.
 *
 * @internal
 */
class ExistingHostedZone extends Construct implements IHostedZone {
  readonly id: string;
  readonly name: string;

  constructor(scope: Construct, id: string, { id: zoneId, domain }: HostedZoneAttributes) {
    super(scope, id);
    this.id = zoneId;
    this.name = domain;
  }
}
