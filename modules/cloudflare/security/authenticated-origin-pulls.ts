import { ZoneSetting, type ZoneSettingConfig } from "@cdktf/provider-cloudflare/lib/zone-setting";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";

export interface AuthenticatedOriginPullsProps {
  readonly zone: IZone;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ZoneSettingConfig>;
}

/**
 * Makes Cloudflare present its own client certificate to the origins of a zone, so that an origin can refuse TLS
 * connections without it: those of clients that bypass Cloudflare, and those of other customers' workers, which come
 * from Cloudflare's addresses, too.
 *
 * This is the global mode, whose certificate {@link ORIGIN_PULL_AUTHORITY} signs. All Cloudflare customers share the
 * certificate, so an origin must check the host name as well. Zone-level and per-hostname pulls are separate switches:
 * they present a certificate that the customer uploads, and enabling them does not enable this one.
 * https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/set-up/global/
 */
export class AuthenticatedOriginPulls extends Construct {
  constructor(scope: Construct, id: string, { zone, overrides }: AuthenticatedOriginPullsProps) {
    super(scope, id);
    // The binding declares a map, but passes a string through unchanged.
    const value = "on" as unknown as ZoneSettingConfig["value"];
    new ZoneSetting(this, "Default", { zoneId: zone.id, settingId: "tls_client_auth", value, ...overrides });
  }
}
