import { ZoneSetting, type ZoneSettingConfig } from "@cdktf/provider-cloudflare/lib/zone-setting";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IZone } from "./zone";

const YEAR_SECONDS = 31_536_000;

export interface ZoneSettingsProps {
  readonly zone: IZone;

  /**
   * HSTS max-age: the time for which browsers refuse plain HTTP, for every name of the zone. 0 to 31536000 (one year);
   * 0 makes browsers forget the rule.
   * @default 31536000
   */
  readonly strictTransportSeconds?: number;

  /**
   * Ask browser vendors to include the zone in their HSTS preload lists. Removal from these lists takes years. Requires
   * 31536000 as `strictTransportSeconds`.
   * @default false
   */
  readonly preload?: boolean;

  /** Further settings, or values that replace those of this module, by setting id such as `websockets`. @default none */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/**
 * Settings of a zone that require TLS 1.2 from clients, and trusted certificates from origins. A setting that is
 * removed here keeps its last value, because Terraform does not reset it.
 * https://developers.cloudflare.com/api/resources/zones/subresources/settings/
 */
export class ZoneSettings extends Construct {
  constructor(scope: Construct, id: string, props: ZoneSettingsProps) {
    super(scope, id);
    const { zone, strictTransportSeconds = YEAR_SECONDS, preload = false, overrides } = props;
    checkWholeNumber(this, "strictTransportSeconds", strictTransportSeconds, 0, YEAR_SECONDS);
    check(
      this,
      !preload || strictTransportSeconds === YEAR_SECONDS,
      "strictTransportSeconds",
      `${YEAR_SECONDS} to preload`,
      strictTransportSeconds,
    );
    const values: Record<string, unknown> = {
      // "full" would accept any certificate of the origin.
      ssl: "strict",
      min_tls_version: "1.2",
      tls_1_3: "on",
      // An attacker can replay the early data of TLS 1.3.
      "0rtt": "off",
      always_use_https: "on",
      automatic_https_rewrites: "on",
      opportunistic_encryption: "on",
      security_header: {
        strict_transport_security: {
          enabled: true,
          max_age: strictTransportSeconds,
          include_subdomains: true,
          preload,
          nosniff: true,
        },
      },
      ...overrides,
    };
    for (const [settingId, value] of Object.entries(values)) {
      new ZoneSetting(this, settingId.replaceAll("_", "-"), {
        zoneId: zone.id,
        settingId,
        // The provider accepts any type; its binding declares a map, but passes other values through.
        value: value as ZoneSettingConfig["value"],
      });
    }
  }
}
