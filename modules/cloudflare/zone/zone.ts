import { Zone as CloudflareZone } from "@cdktf/provider-cloudflare/lib/zone";
import { Construct, type IConstruct } from "constructs";
import type { Plan } from "./plan";

export interface IZone extends IConstruct {
  readonly id: string;
  /** Domain of the zone; known at synth. */
  readonly name: string;
  readonly plan: Plan;
}

export interface ZoneProps {
  /** Registered domain; its registrar must delegate to the zone's name servers before anything resolves. */
  readonly domain: string;

  readonly accountId: string;

  /** What the owner has bought; Terraform buys nothing. */
  readonly plan: Plan;

  /** Refuse deletion by Terraform: a new zone has other name servers. @default true */
  readonly deletionProtection?: boolean;
}

/** A domain that Cloudflare is the authority for. */
export class Zone extends Construct implements IZone {
  readonly id: string;
  readonly name: string;
  readonly plan: Plan;
  /** The two servers the registrar must delegate to; a list token. */
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, props: ZoneProps) {
    super(scope, id);
    const { domain, accountId, plan, deletionProtection = true } = props;
    const zone = new CloudflareZone(this, "Default", {
      account: { id: accountId },
      name: domain,
      type: "full",
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.id = zone.id;
    this.name = domain;
    this.plan = plan;
    this.nameServers = zone.nameServers;
  }
}
