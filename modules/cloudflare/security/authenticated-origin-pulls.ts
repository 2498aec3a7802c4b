import { AuthenticatedOriginPullsSettings } from "@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-settings";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";

export interface AuthenticatedOriginPullsProps {
  readonly zone: IZone;
}

/**
 * Cloudflare shows origins a certificate of its own whenever it asks for a name
 * of the zone, so that an origin can refuse whoever shows none: direct callers,
 * and workers of strangers, who come from the same addresses. It proves that a
 * zone of Cloudflare's asks, not which one: the origin has to know the names it
 * answers to as well. A certificate of the zone's own would need its key here.
 * https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/
 */
export class AuthenticatedOriginPulls extends Construct {
  constructor(scope: Construct, id: string, { zone }: AuthenticatedOriginPullsProps) {
    super(scope, id);
    new AuthenticatedOriginPullsSettings(this, "Default", { zoneId: zone.id, enabled: true });
  }
}
