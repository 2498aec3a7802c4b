import { ZoneDnssec, type ZoneDnssecConfig } from "@cdktf/provider-cloudflare/lib/zone-dnssec";
import { Construct } from "constructs";
import type { IZone } from "./zone";

export interface DnssecProps {
  readonly zone: IZone;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ZoneDnssecConfig>;
}

/**
 * DNSSEC for a zone. It is pending until the registrar publishes the DS record; until then every
 * plan shows a change. Remove the DS record from the registrar a day before the zone moves or
 * DNSSEC is disabled, or resolvers reject the zone's answers.
 * https://developers.cloudflare.com/dns/dnssec/
 */
export class Dnssec extends Construct {
  /** DS record to publish at the registrar. */
  readonly dsRecord: string;

  constructor(scope: Construct, id: string, { zone, overrides }: DnssecProps) {
    super(scope, id);
    this.dsRecord = new ZoneDnssec(this, "Default", { zoneId: zone.id, status: "active", ...overrides }).ds;
  }
}
