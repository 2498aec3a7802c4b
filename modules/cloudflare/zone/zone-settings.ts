import { ZoneSetting, type ZoneSettingConfig } from "@cdktf/provider-cloudflare/lib/zone-setting";
import { Construct } from "constructs";
import type { IZone } from "./zone";

export interface ZoneSettingsProps {
  readonly zone: IZone;

  /**
   * How long browsers refuse plain HTTP, on every name below the zone. 0 lets
   * them forget it again; at most a year, or `preload` forbids to go back.
   * @default 31536000
   */
  readonly strictTransportSeconds?: number;

  /** Ask browsers to refuse plain HTTP before the first visit. Years pass before a browser forgets. @default false */
  readonly preload?: boolean;
}

/**
 * How a zone speaks: TLS 1.2 and newer to browsers, and to origins only over TLS
 * under a certificate that is trusted. A setting stays as it is when it is no
 * longer managed.
 */
export class ZoneSettings extends Construct {
  constructor(scope: Construct, id: string, props: ZoneSettingsProps) {
    super(scope, id);
    const { zone, strictTransportSeconds = 31_536_000, preload = false } = props;
    if (
      !Number.isInteger(strictTransportSeconds) ||
      strictTransportSeconds < 0 ||
      strictTransportSeconds > 31_536_000
    ) {
      throw new Error(
        `${this.node.path}: strictTransportSeconds must be a whole number, 0 to 31536000, got ${strictTransportSeconds}`,
      );
    }
    if (preload && strictTransportSeconds < 31_536_000) {
      throw new Error(
        `${this.node.path}: strictTransportSeconds must be 31536000 to preload, got ${strictTransportSeconds}`,
      );
    }
    const values: Record<string, unknown> = {
      // The origin's certificate is checked: "full" would take anybody's.
      ssl: "strict",
      min_tls_version: "1.2",
      tls_1_3: "on",
      // Early data can be sent twice by whoever overhears it.
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
    };
    for (const [settingId, value] of Object.entries(values)) {
      new ZoneSetting(this, settingId.replaceAll("_", "-"), {
        zoneId: zone.id,
        settingId,
        // Any type in the provider, a map in its binding, which passes text through as it is.
        value: value as ZoneSettingConfig["value"],
      });
    }
  }
}
