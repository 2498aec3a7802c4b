import { ZoneDnssec } from "@cdktf/provider-cloudflare/lib/zone-dnssec";
import { Construct } from "constructs";
import type { IZone } from "./zone";

export interface DnssecProps {
  readonly zone: IZone;
}

/**
 * Signed answers. Until the registrar holds the DS record they are pending, and each
 * plan asks for them again; take the record out there a day before the zone is moved
 * or unsigned, or nobody resolves it.
 * https://developers.cloudflare.com/dns/dnssec/
 */
export class Dnssec extends Construct {
  /** What the registrar must hold. */
  readonly dsRecord: string;

  constructor(scope: Construct, id: string, { zone }: DnssecProps) {
    super(scope, id);
    this.dsRecord = new ZoneDnssec(this, "Default", { zoneId: zone.id, status: "active" }).ds;
  }
}
