import { Zone as CloudflareZone, type ZoneConfig } from "@cdktf/provider-cloudflare/lib/zone";
import { Construct, type IConstruct } from "constructs";
import type { Plan } from "./plan";

export interface IZone extends IConstruct {
  readonly id: string;
  /** Domain of the zone, known at synthesis. */
  readonly name: string;
  readonly plan: Plan;
}

export interface ZoneProps {
  /** Registered domain. Its names resolve once the registrar delegates the domain to the zone's name servers. */
  readonly domain: string;

  readonly accountId: string;

  /**
   * Plan of the zone's subscription, which other modules check limits against. Terraform does not change the
   * subscription.
   */
  readonly plan: Plan;

  /** Refuse deletion by Terraform, because a new zone would get other name servers. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ZoneConfig>;
}

export interface ZoneAttributes {
  /** Id of the zone, 32 hexadecimal digits. */
  readonly id: string;

  /** Domain of the zone. */
  readonly name: string;

  readonly plan: Plan;
}

/** A DNS zone that Cloudflare is authoritative for. https://developers.cloudflare.com/dns/zone-setups/full-setup/ */
export class Zone extends Construct implements IZone {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  /** The two name servers that the registrar must delegate the domain to; a list token. */
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, props: ZoneProps) {
    super(scope, id);
    const { domain, accountId, plan, deletionProtection = true, overrides } = props;
    const zone = new CloudflareZone(this, "Default", {
      account: { id: accountId },
      name: domain,
      type: "full",
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.id = zone.id;
    this.name = domain;
    this.plan = plan;
    this.nameServers = zone.nameServers;
  }

  /** A zone that another stack, tool or team owns. */
  static fromExisting(scope: Construct, id: string, attributes: ZoneAttributes): IZone {
    return new ExistingZone(scope, id, attributes);
  }
}

class ExistingZone extends Construct implements IZone {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;

  constructor(scope: Construct, constructId: string, { id, name, plan }: ZoneAttributes) {
    super(scope, constructId);
    this.id = id;
    this.name = name;
    this.plan = plan;
  }
}
